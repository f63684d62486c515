import { expect, test } from 'vitest';
import { roomProblems } from '../../src/discord/room.ts';
import { everyPackView } from '../../src/every-pack-view.ts';
import { PICTURE } from '../../src/plan/view.ts';
import { pack } from '../exam/play.ts';
import { checkMessage } from '../local-discord/check.ts';

test.each(Object.entries(everyPackView(pack)))('%s fits at its longest, and Discord takes it', (_, view) => {
  const files = JSON.stringify(view).includes(`attachment://${PICTURE}`) ? [PICTURE] : [];
  expect(roomProblems(view)).toEqual([]);
  expect(checkMessage(view, 'flags' in view ? 'reply' : 'message', { files })).toEqual([]);
});
