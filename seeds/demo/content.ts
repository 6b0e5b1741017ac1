// What the demo communities talk about. Times are hours before the seed ran.

export interface DemoPerson {
  readonly username: string;
  readonly name: string;
  readonly bio: string;
  readonly hue: number;
  readonly locked?: boolean;
  readonly bot?: boolean;
}

export interface DemoPost {
  readonly by: string;
  readonly hoursAgo: number;
  readonly text: string;
  readonly picture?: {
    readonly scene: 'harbour' | 'hills' | 'night' | 'garden' | 'bread';
    readonly alt: string;
  };
  readonly warning?: string;
  readonly visibility?: 'public' | 'unlisted' | 'followers';
  readonly likedBy?: readonly string[];
  readonly repostedBy?: readonly string[];
  readonly comments?: readonly DemoPost[];
}

export interface DemoCommunity {
  readonly slug: string;
  readonly domains: readonly string[];
  readonly name: string;
  readonly shortName: string;
  readonly accent: string;
  readonly mark: 'sail' | 'sprout';
  readonly description: string;
  readonly about: string;
  readonly rules: readonly { readonly text: string; readonly hint: string }[];
  readonly people: readonly DemoPerson[];
  readonly posts: readonly DemoPost[];
}

const HARBOUR: DemoCommunity = {
  slug: 'main',
  domains: ['localhost', '127.0.0.1'],
  name: 'Harbour',
  shortName: 'Harbour',
  accent: '#0b6180',
  mark: 'sail',
  description: 'Neighbours around the old harbour: what happens, who needs a hand, what is for supper.',
  about: [
    'Harbour began as a sheet of paper on the door of the sailing club: who has a ladder, when does the ferry really leave, whose cat is this. The sheet grew too small.',
    'Anybody who lives or works around the old harbour is welcome, and so is everybody who used to. What you write here belongs to you; there are no advertisements, and nothing is sorted but by time.',
    'Ada keeps the server in a cupboard behind the bar. It is backed up every night and costs less than the light above the door. If something is wrong with it or with anybody on it, write to her.',
  ].join('\n\n'),
  rules: [
    {
      text: 'Write as you would speak to somebody at the next table.',
      hint: 'They can hear you, and you will meet them at the baker’s tomorrow. Disagree with what was said, not with who said it.',
    },
    {
      text: 'No advertising but for things you made yourself.',
      hint: 'Bread, boats, songs and second-hand bicycles: yes. Insurance: no.',
    },
    {
      text: 'What is said among followers stays among followers.',
      hint: 'Do not copy a post for followers to where others read it, not even as a picture.',
    },
    { text: 'Describe your pictures.', hint: 'Some of us listen to this page.' },
  ],
  people: [
    {
      username: 'ada',
      name: 'Ada Lindqvist',
      bio: 'Keeps this place running. Sails when the wind allows. #harbour',
      hue: 205,
    },
    {
      username: 'ben',
      name: 'Ben Okafor',
      bio: 'Bakes at night, sleeps at noon. Sourdough, rye, too many cookbooks. #bread',
      hue: 28,
    },
    {
      username: 'chiara',
      name: 'Chiara Moretti',
      bio: 'Photographs of boats and of weather. Prints on request.',
      hue: 330,
    },
    {
      username: 'dawit',
      name: 'Dawit Bekele',
      bio: 'Teaches mathematics, plays the krar. አዲስ አበባ → harbour.',
      hue: 145,
    },
    {
      username: 'emilie',
      name: 'Émilie Dubois',
      bio: 'Librarian. Ask me for a book about anything. #books',
      hue: 262,
    },
    {
      username: 'farid',
      name: 'فريد منصور',
      bio: 'أصلح الدراجات القديمة. Old bicycles, new again.',
      hue: 12,
    },
    {
      username: 'grace',
      name: 'Grace Mwangi',
      bio: 'District nurse. Private account: I know half of you professionally.',
      hue: 180,
      locked: true,
    },
    { username: 'hiro', name: 'Hiro Tanaka', bio: 'Builds small boats and smaller synthesizers.', hue: 52 },
    {
      username: 'tides',
      name: 'Harbour tides',
      bio: 'High and low water, twice a day. Run by @ada.',
      hue: 220,
      bot: true,
    },
  ],
  posts: [
    {
      by: 'ada',
      hoursAgo: 70,
      text: 'Welcome to Harbour! This is our own place: no strangers’ advertisements, no algorithm. Say hello, follow each other, and tell me what is missing. #welcome',
      likedBy: ['ben', 'chiara', 'dawit', 'emilie', 'farid', 'hiro', 'grace'],
      repostedBy: ['emilie', 'ben'],
      comments: [
        {
          by: 'ben',
          hoursAgo: 69,
          text: 'Hello from the bakery. First loaf out of the oven is on the house for anyone who gets here before six.',
          likedBy: ['ada', 'hiro', 'dawit'],
          comments: [
            {
              by: 'hiro',
              hoursAgo: 68.5,
              text: '@ben six in the morning is a threat, not an offer.',
              likedBy: ['ben', 'chiara', 'emilie'],
            },
            {
              by: 'dawit',
              hoursAgo: 68,
              text: '@ben I am awake anyway. Keep me a rye?',
              likedBy: ['ben'],
              comments: [
                {
                  by: 'ben',
                  hoursAgo: 67.8,
                  text: '@dawit it has your name on it, in flour.',
                  likedBy: ['dawit', 'ada'],
                },
              ],
            },
          ],
        },
        {
          by: 'emilie',
          hoursAgo: 66,
          text: 'Bonjour ! The library is open until eight on Thursdays now. Come and read somewhere warm. #books',
          likedBy: ['ada', 'farid'],
        },
      ],
    },
    {
      by: 'chiara',
      hoursAgo: 52,
      text: 'The fog let go for exactly four minutes this morning. #harbour #photography',
      picture: {
        scene: 'harbour',
        alt: 'Three fishing boats at their moorings in pale morning light, the far shore half hidden by mist.',
      },
      likedBy: ['ada', 'ben', 'dawit', 'emilie', 'farid', 'hiro'],
      repostedBy: ['ada', 'hiro'],
      comments: [
        {
          by: 'farid',
          hoursAgo: 51,
          text: 'I cycled past at 6:40 and saw nothing but your tripod.',
          likedBy: ['chiara', 'ada'],
        },
        {
          by: 'ada',
          hoursAgo: 50,
          text: 'May we use this as the cover of the community? Credit and a coffee, of course.',
          likedBy: ['chiara'],
          comments: [
            { by: 'chiara', hoursAgo: 49.5, text: '@ada yes! Two coffees.', likedBy: ['ada', 'ben'] },
          ],
        },
      ],
    },
    {
      by: 'tides',
      hoursAgo: 47,
      text: 'High water 07:42 (3.1 m), low water 13:58 (0.6 m). #tides',
      visibility: 'unlisted',
    },
    {
      by: 'ben',
      hoursAgo: 44,
      text: 'After eleven tries: a rye that does not taste of regret. 80 % whole grain, 24 hours, a little honey. Recipe at https://example.org/recipes/harbour-rye #bread',
      picture: {
        scene: 'bread',
        alt: 'A dark round loaf with a deep cross cut into its crust, on a wooden board.',
      },
      likedBy: ['ada', 'chiara', 'emilie', 'hiro', 'dawit'],
      repostedBy: ['dawit'],
      comments: [
        {
          by: 'emilie',
          hoursAgo: 43,
          text: 'Try eleven was already very good. Signed, the person who ate try eleven.',
          likedBy: ['ben', 'ada', 'farid'],
        },
      ],
    },
    {
      by: 'dawit',
      hoursAgo: 30,
      text: 'A puzzle for the ferry: I think of two numbers. Their sum is 12 and their product is 32. My class solved it in nine seconds. You have until the other shore. #mathematics',
      likedBy: ['hiro', 'emilie'],
      comments: [
        {
          by: 'hiro',
          hoursAgo: 29.5,
          text: '8 and 4, and I was only past the first buoy.',
          likedBy: ['dawit'],
        },
        {
          by: 'chiara',
          hoursAgo: 29,
          text: 'I got 6 and 6 and was very sure of it.',
          likedBy: ['dawit', 'ada', 'ben', 'hiro'],
        },
      ],
    },
    {
      by: 'farid',
      hoursAgo: 26,
      text: 'من لديه إطار مقاس ٢٨ لا يحتاجه؟ الدراجة لطالبة جديدة في الحي. Looking for a 28-inch wheel, for a student who has just moved here.',
      likedBy: ['ada', 'grace', 'dawit'],
      repostedBy: ['ada', 'emilie'],
      comments: [
        {
          by: 'hiro',
          hoursAgo: 25,
          text: 'There is one in my shed, slightly out of true, like everything in my shed. Come by.',
          likedBy: ['farid', 'ada'],
        },
      ],
    },
    {
      by: 'emilie',
      hoursAgo: 20,
      text: 'The end of the book for our reading circle, for those who have finished: the lighthouse keeper knew all along, and the letters were hers. I had to put it down and look at the sea for a while. #books',
      warning: 'The end of “The Keeper”',
      likedBy: ['ada', 'chiara'],
    },
    {
      by: 'grace',
      hoursAgo: 14,
      text: 'Flu jabs on Saturday in the sailing club, nine to one. Bring your card and somebody who is afraid of needles.',
      visibility: 'public',
      likedBy: ['ada', 'ben', 'farid'],
      repostedBy: ['ada'],
    },
    {
      by: 'grace',
      hoursAgo: 13,
      text: 'Long week. If you see me on the pier, I am not looking for company, I am looking at the horizon.',
      visibility: 'followers',
      likedBy: ['ada', 'chiara'],
    },
    {
      by: 'hiro',
      hoursAgo: 8,
      text: 'Launched! Three years of Sundays, 4.2 metres of cedar. She floats, which was not certain. #boats',
      picture: {
        scene: 'hills',
        alt: 'A small wooden rowing boat on still water with green hills behind it.',
      },
      likedBy: ['ada', 'ben', 'chiara', 'dawit', 'emilie', 'farid', 'grace'],
      repostedBy: ['chiara', 'ben', 'farid'],
      comments: [
        {
          by: 'ada',
          hoursAgo: 7.5,
          text: 'She is beautiful. Berth 14 is yours until spring.',
          likedBy: ['hiro', 'chiara'],
        },
        {
          by: 'dawit',
          hoursAgo: 7,
          text: 'What is her name?',
          comments: [
            {
              by: 'hiro',
              hoursAgo: 6.8,
              text: '@dawit Approximately.',
              likedBy: ['dawit', 'emilie', 'ada', 'ben', 'chiara'],
            },
          ],
        },
      ],
    },
    {
      by: 'chiara',
      hoursAgo: 3,
      text: 'Clear sky tonight, no moon until two. I will be on the breakwater with a flask and a long exposure. #photography',
      picture: { scene: 'night', alt: 'Stars over a dark bay, with one lit window on the far shore.' },
      likedBy: ['hiro', 'emilie', 'ada'],
    },
    {
      by: 'ada',
      hoursAgo: 1,
      text: 'Reminder: the harbour meeting is on Thursday at seven, upstairs in the sailing club. On the table: the crane, the noise, and the heron. @ben brings bread. #harbour',
      likedBy: ['ben', 'hiro'],
      comments: [{ by: 'ben', hoursAgo: 0.8, text: 'I do? I do.', likedBy: ['ada', 'chiara'] }],
    },
  ],
};

const GARDEN: DemoCommunity = {
  slug: 'garden',
  domains: ['garden.localhost'],
  name: 'Allotment Garden',
  shortName: 'Garden',
  accent: '#4a7a1e',
  mark: 'sprout',
  description: 'Forty plots, one tap. Seeds, slugs and surplus courgettes.',
  about: [
    'The allotments behind the railway have been dug since 1911. This is where their gardeners swap seeds, advice and complaints about the tap.',
    'You need no plot to join: half of us are still on the waiting list, which is long, and moves in spring.',
  ].join('\n\n'),
  rules: [
    { text: 'The tap is closed at nine.', hint: 'Nobody remembers who turned it last. It was you.' },
    { text: 'Surplus goes on the bench, not in the ditch.', hint: 'Courgettes above 40 cm count as litter.' },
    { text: 'No poison, and no recipes for it.', hint: 'The hedgehogs read along.' },
  ],
  people: [
    {
      username: 'ines',
      name: 'Inés Romero',
      bio: 'Plot 7. Tomatoes, mostly. Chair of the tap committee.',
      hue: 8,
    },
    {
      username: 'jonas',
      name: 'Jonas Berg',
      bio: 'Plot 12. No-dig, no weeds, no luck with carrots. #compost',
      hue: 95,
    },
    {
      username: 'kamala',
      name: 'Kamala Rao',
      bio: 'Plot 31. Okra in a cold climate, against advice.',
      hue: 42,
    },
    { username: 'liam', name: 'Liam Byrne', bio: 'Plot 3. Bees. Please do not wave your arms.', hue: 55 },
  ],
  posts: [
    {
      by: 'ines',
      hoursAgo: 40,
      text: 'Frost on the grass this morning. If you still have pumpkins out, today is the day. #frost',
      likedBy: ['jonas', 'kamala', 'liam'],
      repostedBy: ['liam'],
      comments: [
        { by: 'kamala', hoursAgo: 39, text: 'The okra has opinions about this.', likedBy: ['ines', 'jonas'] },
      ],
    },
    {
      by: 'jonas',
      hoursAgo: 22,
      text: 'Steam from the heap at seven this morning: 61 degrees in the middle. I have never been prouder. #compost',
      picture: {
        scene: 'garden',
        alt: 'Rows of vegetable beds in low sun, with a steaming compost heap at the end.',
      },
      likedBy: ['ines', 'liam', 'kamala'],
      comments: [{ by: 'liam', hoursAgo: 21, text: 'Warmer than my kitchen.', likedBy: ['jonas', 'kamala'] }],
    },
    {
      by: 'liam',
      hoursAgo: 5,
      text: 'Honey is in: nineteen jars. One for every plot that put up with the stings, the rest on the bench on Sunday.',
      likedBy: ['ines', 'jonas', 'kamala'],
      repostedBy: ['ines'],
    },
  ],
};

export const COMMUNITIES: readonly DemoCommunity[] = [HARBOUR, GARDEN];
