import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '../error.ts';
import { isLost, rethrow } from './failure.ts';

const said = (severity: string, code: string, message = '') =>
  Object.assign(new Error(message), { severity, code });
const failed = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

const told = (error: Error): unknown => {
  try {
    rethrow(error);
  } catch (thrown) {
    return thrown instanceof DomainError ? thrown.code : 'as it was';
  }
};

const LOST = [
  said('FATAL', '57P01', 'terminating connection due to administrator command'),
  said('FATAL', '57P03', 'the database system is starting up'),
  said('FATAL', '53300', 'sorry, too many clients already'),
  said('FATAL', '08P01', 'query_wait_timeout'),
  said('FATAL', '08P01', 'server conn crashed?'),
  said('ERROR', '25006', 'cannot execute INSERT in a read-only transaction'),
  failed('ECONNREFUSED'),
  failed('ECONNRESET'),
  failed('ENOTFOUND'),
  new Error('Connection terminated unexpectedly'),
  new Error('Client has encountered a connection error and is not queryable'),
  new Error('Query read timeout'),
];

for (const error of LOST) {
  test(`the connection is lost, the database away: ${error.message}`, () => {
    assert.ok(isLost(error) && isLost(new Error('wrapped', { cause: error })));
    assert.equal(told(error), 'unavailable');
  });
}

for (const code of ['53100', '53200', '58030', '57014', '55P03', '40001', '40P01']) {
  test(`${code} is told as away or busy, its connection is good`, () => {
    const error = said('ERROR', code);
    assert.ok(!isLost(error));
    assert.equal(told(error), 'unavailable');
  });
}

for (const code of ['23505', '42P01', '08P01', '22P02', 'XX000']) {
  test(`${code} is nobody's absence`, () => {
    const error = said('ERROR', code);
    assert.ok(!isLost(error));
    assert.equal(told(error), 'as it was');
  });
}
