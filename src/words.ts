/** Sentences that several features say, so that they say the same. */

/** Some questions are left out for now. */
export const SEALED = 'Questions of an exam that is still on come when it is over.';

/** Asked after the exam, of who has not said that they passed. */
export const HOW_DID_IT_GO =
  'How did it go? `/certified passed`, or `/certified not-yet` for what comes next.';
