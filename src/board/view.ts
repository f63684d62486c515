import { z } from 'zod';
import { button, line, row, type Screen, screen } from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { count, moment, ordinal, plain, shownName } from '../discord/text.ts';
import { Period, POINTS, type Reach } from './rules.ts';
import type { BoardPage } from './service.ts';

const Topic = z.string().regex(/^(-|[a-z0-9-]{1,60})$/);

/** Everything that can be pressed on a board. A topic of `-` means all topics. */
export const presses = {
  show: route('board', 'show', z.tuple([Period, carried.page, Topic])),
  share: route('board', 'share', z.tuple([Period, Topic])),
  points: route('board', 'points', z.tuple([])),
  hide: route('board', 'hide', z.tuple([z.enum(['yes', 'no']), Period, Topic])),
};

const TITLES: Readonly<Record<Period, string>> = { week: 'This week', month: 'This month', all: 'All time' };
const SWITCHES: Readonly<Record<Period, string>> = { week: 'Week', month: 'Month', all: 'All time' };

/** A board as one member sees it: ten a page, their own place always, one thing within reach. */
export function boardScreen(board: BoardPage, topicName?: string): Screen {
  const topic = board.topic ?? '-';
  const to = (page: number) => presses.show.id(board.period, Math.max(0, page), topic);
  const others = Period.options.filter((period) => period !== board.period);
  return screen(
    `## ${title(board, topicName)}\n${subtitle(board)}`,
    board.size > 0 && line,
    lines(board),
    line,
    mine(board),
    row(
      board.page > 0 && button('Earlier', to(board.page - 1)),
      board.page < board.pages - 1 && button('Later', to(board.page + 1)),
      ...others.map((period) => button(SWITCHES[period], presses.show.id(period, 0, topic))),
      board.size > 0 && button('Share', presses.share.id(board.period, topic)),
    ),
    row(
      button('How points work', presses.points.id()),
      board.mine.hidden
        ? button('Show me', presses.hide.id('no', board.period, topic))
        : button('Hide me', presses.hide.id('yes', board.period, topic)),
    ),
  );
}

/** The first three and the totals, for everybody; only the first with fewer than four people. */
export function sharedBoard(board: BoardPage, topicName?: string): Screen {
  const most = board.size < 4 ? 1 : 3;
  const first = { ...board, lines: board.lines.filter((entry) => entry.place <= most).slice(0, most) };
  return screen(`## ${title(board, topicName)}\n${subtitle(board)}`, line, lines(first));
}

function title(board: BoardPage, topicName: string | undefined): string {
  return topicName ? `${TITLES[board.period]}: ${plain(topicName)}` : TITLES[board.period];
}

function subtitle(board: BoardPage): string {
  const people =
    board.size === 0 ? 'nobody has points yet' : `${count(board.size, 'person', 'people')} took part`;
  const until = board.endsAt === undefined ? [] : [`Until ${moment(board.endsAt - 60_000, 'f')}`];
  const page = board.pages > 1 ? [`page ${board.page + 1} of ${board.pages}`] : [];
  const sentence = [...until, people, ...page].join(' · ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function lines(board: Pick<BoardPage, 'lines'>): string {
  return board.lines
    .map(
      ({ place, name, points }, index) =>
        `${place}\\.  ${shownName(name)}, ${index === 0 ? count(points, 'point') : points}`,
    )
    .join('\n');
}

function mine(board: BoardPage): string {
  const { line: own, hidden, points, reach } = board.mine;
  if (hidden)
    return `You are hidden from boards. You have ${count(points, 'point')} here; only you see this.`;
  if (!own) return 'You are not on this board yet. Any answer to an open question puts you on it: `/daily`.';
  return `You are ${ordinal(own.place)} with ${count(own.points, 'point')}. ${reachLine(reach)}`.trim();
}

function reachLine(reach: Reach): string {
  if (reach.kind === 'first') return 'Nobody is ahead of you.';
  if (reach.kind === 'start') return '';
  const answers = reach.rightAnswers === 1 ? 'One right answer' : `${reach.rightAnswers} right answers`;
  return `${answers} to the question of the day ${reach.rightAnswers === 1 ? 'takes' : 'take'} you past ${ordinal(reach.place)}.`;
}

/** Behind "How points work". */
export function pointsScreen(): Screen {
  return screen(
    '## How points work',
    [
      `A right answer to the question of the day: ${count(POINTS.daily.right, 'point')}.`,
      `A wrong answer: ${count(POINTS.daily.wrong, 'point')}, for taking part.`,
      `A right answer in a quiz with others: ${count(POINTS.quiz.right, 'point')}, at most ${POINTS.quiz.mostADay} a day.`,
      'A late answer, or a question you have met before: none, but it counts for learning.',
      'Nothing for speed, nothing for streaks. Only first attempts count, so nothing is earned by repetition.',
    ].join('\n'),
  );
}
