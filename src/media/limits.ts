// What an uploaded picture may be; published to clients as part of the instance's configuration.

export interface ImageLimits {
  /** Size of the uploaded file. */
  readonly bytes: number;
  /** Width times height, before anything is decoded. */
  readonly pixels: number;
  /** All frames of an animation together: width times height times frames. */
  readonly animationPixels: number;
  readonly frames: number;
}

export const IMAGE_LIMITS: ImageLimits = {
  bytes: 16 * 1024 * 1024,
  pixels: 33_177_600, // 7680 × 4320
  animationPixels: 66_355_200,
  frames: 600,
};

/** Types that are accepted, decided by content. Others the decoder might know are refused. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'] as const;

export type ImageType = (typeof IMAGE_TYPES)[number];

/** Longest description (alternative text), in characters. */
export const DESCRIPTION_LIMIT = 1500;
