import { setTimeout as wait } from 'node:timers/promises';
import { loadSpeech } from '../src/composition/registry.ts';
import { bankFile } from '../src/domain/financing/index.ts';
import { drawnStudy } from '../src/domain/financing/study.ts';
import { createPress } from '../src/paper/press.ts';
import { studyPicture } from '../src/paper/study-picture.ts';
import { startBenchProgram } from './latency/program.ts';
import {
  interleaved,
  type Participant,
  processorSeconds,
  rounded,
  roundedSpread,
  type Spread,
  spreadOf,
} from './measure.ts';
import { openedApplication, profile } from './paper/application.ts';
import { goTheWay } from './paper/way.ts';
import { keepResults } from './results.ts';

const arabic = { language: 'ar', address: null, digits: 'latin' } as const;
const pages = 2;

/** Milliseconds of the clock and of the processor for one, each of other numbers than the one before. */
const participant = (
  name: string,
  make: (number: number) => Promise<unknown>,
  processor: Map<string, number[]>,
): Participant => {
  let number = 0;
  return {
    name,
    async measure(millis) {
      const [began, had] = [performance.now(), processorSeconds()];
      let made = 0;
      do {
        number += 1;
        await make(number);
        made += 1;
      } while (performance.now() - began < millis);
      const own = processor.get(name) ?? [];
      processor.set(name, [...own, ((processorSeconds() - had) / made) * 1000]);
      return (performance.now() - began) / made;
    },
  };
};

/** What a press takes that was begun already. */
const pressed = async (quick: boolean) => {
  const { renderer } = await loadSpeech();
  const press = createPress();
  const about = {
    profile,
    guarantor: null,
    preparedBy: 'نورة',
    sentBy: 'خالد',
    today: '2026-11-24',
    licence: '1234',
  } as const;
  const file = (number: number) =>
    press.paper(
      bankFile(openedApplication(number), about, (text) => renderer.message(text, arabic)),
      new Date('2026-11-24T07:00:00Z'),
    );
  const picture = (number: number) => {
    const { inputs, rules } = openedApplication(number);
    const own = {
      ...inputs,
      ownContributionHalalas: 0,
      fixedMonthly: [{ name: '', amountHalalas: number * 100 }],
    };
    const drawing = drawnStudy(own, rules, { project: 'مطبخ كليجا', instalmentHalalas: 39_600 });
    const reader = { language: 'ar', address: 'female', digits: 'arabic' } as const;
    return press.study(studyPicture(drawing, 'ar', (text) => renderer.message(text, reader)));
  };
  const began = performance.now();
  await file(0);
  const coldMillis = rounded(performance.now() - began);
  const processor = new Map<string, number[]>();
  const measured = await interleaved(
    [participant('file for the bank', file, processor), participant('picture', picture, processor)],
    quick ? { rounds: 1, millis: 50 } : { rounds: 9, millis: 500 },
  );
  await press.close();
  const rows = [...measured].map(([name, millis]) => ({
    name,
    millis: roundedSpread(spreadOf(millis)),
    processorMillis: roundedSpread(spreadOf((processor.get(name) ?? []).slice(1))),
    ...(name === 'picture' ? {} : { millisAPage: roundedSpread(spreadOf(millis.map((one) => one / pages))) }),
  }));
  return { coldMillis, rows };
};

/** Longer than a press without orders keeps its thread. */
const untilItRestsMillis = 62_000;

/** What the running program holds before, while and after a family's picture and file are made. */
const weighed = async (quick: boolean) => {
  const began = performance.now();
  const program = await startBenchProgram();
  const startedAfterMillis = Math.round(performance.now() - began);
  try {
    const memory = [{ when: 'after the start', residentMebibytes: program.residentMebibytes() }];
    const weigh = (when: string) => memory.push({ when, residentMebibytes: program.residentMebibytes() });
    await goTheWay(program.url, program.dataDir, weigh);
    await wait(quick ? 0 : untilItRestsMillis);
    weigh('a minute later');
    return { startedAfterMillis, memory };
  } finally {
    await program.stop();
  }
};

/** What the file for the bank and the picture of a study take to be made, and what the program holds in memory for them. */
export const paper = async (quick: boolean): Promise<void> => {
  const { coldMillis, rows } = await pressed(quick);
  const shown = ({ median, low, high }: Spread): string => `${median} (${low}–${high})`;
  console.log(`the first, with the thread's beginning: ${coldMillis} ms`);
  console.table(
    rows.map(({ name, millis, processorMillis, millisAPage }) => ({
      name,
      ms: shown(millis),
      'ms a page': millisAPage ? shown(millisAPage) : '',
      'processor ms': shown(processorMillis),
    })),
  );
  const { startedAfterMillis, memory } = await weighed(quick);
  console.table(memory);
  if (!quick) keepResults('paper', { coldMillis, rows, startedAfterMillis, memory });
};
