/** Of a budget that is less than an objective usually takes. */
export const words = {
  short: (objective: string, steps: string, solved: string, runs: string) => ({
    en: `This budget is short: ${objective} usually takes about ${steps} steps here (the median of the ${solved} of ${runs} seeds in which the laboratory’s runs solved it).`,
    zh: `这个步数预算偏少：${objective}在这里通常约需 ${steps} 步（实验室 ${runs} 个种子中 ${solved} 个成功，此为其中位数）。`,
  }),
};
