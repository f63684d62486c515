/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'model-registry-006': () => {
    let versions = 0;
    for (let night = 1; night <= 3; night++) {
      versions++; // log_model with registered_model_name
      versions++; // register_model
    }
    return String(versions);
  },
  'model-registry-007': () => {
    let versions: number | undefined;
    for (let night = 1; night <= 4; night++) {
      if (versions !== undefined) continue; // the name exists: create_registered_model raises, the script ends
      versions = 0;
      versions++;
    }
    return String(versions);
  },
  'model-registry-020': () => {
    const stages = new Map<number, string>();
    for (const version of [1, 2]) stages.set(version, 'Archived');
    for (const version of [3, 4, 5]) stages.set(version, 'Production');
    for (const version of [6, 7, 8]) stages.set(version, 'Staging');
    const after = [...stages.values()].map((stage) => (stage === 'Production' ? 'Archived' : stage));
    after[8 - 1] = 'Production';
    return String(after.filter((stage) => stage === 'Archived').length);
  },
  'model-registry-021': () => {
    const stages = new Map([
      [3, 'Production'],
      [4, 'Production'],
      [6, 'Archived'],
      [9, 'Staging'],
    ]);
    const inStage = [...stages].filter(([, stage]) => stage === 'Production');
    return String(Math.max(...inStage.map(([version]) => version)));
  },
  'model-registry-024': () => {
    const metastores = ['Frankfurt', 'Frankfurt', 'Frankfurt', 'Ohio', 'Ohio', undefined];
    return String(metastores.filter((metastore) => metastore === metastores[0]).length);
  },
};
