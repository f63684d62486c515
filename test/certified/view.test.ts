import { expect, test } from 'vitest';
import { roomProblems } from '../../src/discord/room.ts';
import { everyPackView } from '../../src/every-pack-view.ts';
import { pack } from '../exam/play.ts';
import { checkMessage } from '../local-discord/check.ts';

test.each(Object.entries(everyPackView(pack)))(
  '%s fits with the longest names, and Discord takes it',
  (_, view) => {
    expect(roomProblems(view)).toEqual([]);
    expect(checkMessage(view, 'flags' in view ? 'reply' : 'message')).toEqual([]);
  },
);
