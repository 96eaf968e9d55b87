/** Something changed: whoever waits for a condition looks again. Waiting is always on this, never on time. */
export interface Changes {
  announce(): void;
  /** Resolves with the first value that is not undefined. */
  until<Value>(look: () => Value | undefined): Promise<Value>;
}

export const createChanges = (): Changes => {
  const looks = new Set<() => void>();
  return {
    announce() {
      for (const look of [...looks]) look();
    },
    until: (look) =>
      new Promise((resolve) => {
        const again = () => {
          const found = look();
          if (found === undefined) return;
          looks.delete(again);
          resolve(found);
        };
        looks.add(again);
        again();
      }),
  };
};
