/** Past tense: what happened in a turn, for tests, metrics and the audit trail. Never values. */
export type TurnEvent =
  | { readonly type: 'flow-started'; readonly flow: string }
  | { readonly type: 'flow-resumed'; readonly flow: string }
  | { readonly type: 'flow-migrated'; readonly flow: string; readonly from: number; readonly to: number }
  | { readonly type: 'flow-parked'; readonly flow: string }
  | { readonly type: 'flow-ended'; readonly flow: string }
  | { readonly type: 'flow-left'; readonly flow: string }
  | { readonly type: 'answered'; readonly flow: string; readonly question: string }
  | { readonly type: 'skipped'; readonly flow: string; readonly question: string }
  | { readonly type: 'refused'; readonly flow: string; readonly question: string; readonly problem: string }
  | { readonly type: 'interrupted'; readonly by: string }
  | { readonly type: 'profile-changed' }
  | { readonly type: 'person-offered' };
