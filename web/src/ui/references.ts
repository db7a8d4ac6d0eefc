/* What the page builds on and what disputes or extends it, for the list in the last chapter and for the credits beside a
 * claim. Names and titles stay in their language. */
import type { Both } from '../text/say';

export interface Reference {
  readonly authors: string;
  /** As a credit says them, before the year. */
  readonly by: string;
  readonly year: number;
  readonly title: string;
  readonly where: string;
  readonly url: string;
  /** What it has to do with this page; said with care, in the order of its own abstract. */
  readonly about: Both;
}

export const references = {
  pitfalls: {
    authors: 'G. Bachmann, V. Nagarajan',
    by: 'Bachmann & Nagarajan',
    year: 2024,
    title: 'The Pitfalls of Next-Token Prediction',
    where: 'ICML 2024',
    url: 'https://arxiv.org/abs/2403.06963',
    about: {
      en: 'The claim, the task, teacherless training and the reversed target.',
      zh: '论断、任务、无教师训练与逆序训练均出自此文。',
    },
  },
  code: {
    authors: 'G. Bachmann',
    by: 'Bachmann',
    year: 2024,
    title: 'Next-Token-Failures',
    where: 'GitHub',
    url: 'https://github.com/gregorbachmann/Next-Token-Failures',
    about: {
      en: 'The paper’s code, whose text format of graphs and names of parameters are kept here.',
      zh: '论文的代码；这里沿用了它的图文本格式与参数名称。',
    },
  },
  mystery: {
    authors: 'A. Frydenlund',
    by: 'Frydenlund',
    year: 2024,
    title: 'The Mystery of the Pathological Path-star Task for Language Models',
    where: 'EMNLP 2024',
    url: 'https://aclanthology.org/2024.emnlp-main.695/',
    about: {
      en: 'Disputes part of it: the task can be learnt by teacher forcing in other settings, and representation is part of the trouble. Asking one graph for several goals helps. The switches for edge order, place of the question and goals test this.',
      zh: '对其部分提出异议：在另一些设置下，教师强制可以学会该任务，困难部分来自表示方式；对同一张图提问多个目标有帮助。“边的次序”“问题的位置”“每图的目标数”这几个开关即用来检验。',
    },
  },
  adulteration: {
    authors: 'A. Frydenlund',
    by: 'Frydenlund',
    year: 2025,
    title:
      'Language Models, Graph Searching, and Supervision Adulteration: When More Supervision is Less and How to Make More More',
    where: 'ACL 2025',
    url: 'https://aclanthology.org/2025.acl-long.1409/',
    about: {
      en: 'Names the cause as excess supervision, which a learned shortcut absorbs, and shows ways in which decoder-only models solve the task.',
      zh: '认为原因在于过多的监督被习得的捷径吸收，并给出仅解码器模型能够解出该任务的若干办法。',
    },
  },
  belief: {
    authors: 'E. S. Hu and others',
    by: 'Hu et al.',
    year: 2025,
    title: 'The Belief State Transformer',
    where: 'ICLR 2025',
    url: 'https://arxiv.org/abs/2410.23506',
    about: {
      en: 'Another objective: predict the next token of the prefix and the previous token of the suffix. Reported to solve star graphs on which forward-only transformers struggle.',
      zh: '另一种训练目标：同时预测前缀的下一个词元和后缀的前一个词元。据报告能解出仅前向的 Transformer 难以解出的星形图。',
    },
  },
  dice: {
    authors: 'V. Nagarajan, C. H. Wu, C. Ding, A. Raghunathan',
    by: 'Nagarajan et al.',
    year: 2025,
    title: 'Roll the dice & look before you leap: Going beyond the creative limits of next-token prediction',
    where: 'ICML 2025',
    url: 'https://arxiv.org/abs/2504.15266',
    about: {
      en: 'Takes the question to open-ended tasks, where multi-token objectives, teacherless training among them, compare well with next-token learning.',
      zh: '把问题延伸到开放式任务：包括无教师训练在内的多词元目标，相比下一词元学习表现更好。',
    },
  },
  order: {
    authors: 'Z. M. K. Zuhri, E. H. Fuadi, A. F. Aji',
    by: 'Zuhri et al.',
    year: 2025,
    title: 'Predicting the Order of Upcoming Tokens Improves Language Modeling',
    where: 'arXiv 2508.19228',
    url: 'https://arxiv.org/abs/2508.19228',
    about: {
      en: 'Token order prediction: beside the next token, a second head ranks those to come. It reports that star graphs are solved by it.',
      zh: '词元次序预测：除下一个词元外，第二个输出头给其后的词元排序。文中报告它能解出星形图。',
    },
  },
  multi: {
    authors: 'F. Gloeckle, B. Youbi Idrissi, B. Rozière, D. Lopez-Paz, G. Synnaeve',
    by: 'Gloeckle et al.',
    year: 2024,
    title: 'Better & Faster Large Language Models via Multi-token Prediction',
    where: 'ICML 2024',
    url: 'https://arxiv.org/abs/2404.19737',
    about: {
      en: 'Multi-token prediction: several heads on one trunk say the tokens to come.',
      zh: '多词元预测：同一主干上的多个输出头说出其后的若干词元。',
    },
  },
  chained: {
    authors: 'DeepSeek-AI',
    by: 'DeepSeek-AI',
    year: 2024,
    title: 'DeepSeek-V3 Technical Report',
    where: 'arXiv 2412.19437',
    url: 'https://arxiv.org/abs/2412.19437',
    about: {
      en: 'Multi-token prediction in a chain: each further head is told the true token before its own.',
      zh: '链式多词元预测：后面的每个输出头都被告知它要说的词元之前的真实词元。',
    },
  },
  future: {
    authors: 'D. Mahajan and others',
    by: 'Mahajan et al.',
    year: 2025,
    title: 'Beyond Multi-Token Prediction: Pretraining LLMs with Future Summaries',
    where: 'ICLR 2026',
    url: 'https://arxiv.org/abs/2510.14751',
    about: {
      en: 'Future summary prediction: a second head says what is still to come, as a set of tokens or as learnt by a model that reads backwards.',
      zh: '未来摘要预测：第二个输出头说出其后的内容，或作为词元的集合，或由一个倒着读的模型学得。',
    },
  },
  latent: {
    authors: 'J. Teoh and others',
    by: 'Teoh et al.',
    year: 2025,
    title: 'Next-Latent Prediction Transformers Learn Compact World Models',
    where: 'arXiv 2511.05963',
    url: 'https://arxiv.org/abs/2511.05963',
    about: {
      en: 'Next-latent prediction: beside the next token, a small network foretells the model’s own next hidden states. It reports star graphs solved that other objectives fail on.',
      zh: '隐藏状态预测：除下一个词元外，一个小网络还要预测模型自己其后的隐藏状态。文中报告它能解出其他训练目标解不出的星形图。',
    },
  },
  curse: {
    authors: 'O. Kitouni and others',
    by: 'Kitouni et al.',
    year: 2024,
    title: 'The Factorization Curse: Which Tokens You Predict Underlie the Reversal Curse and More',
    where: 'NeurIPS 2024',
    url: 'https://arxiv.org/abs/2406.05183',
    about: {
      en: 'Masked prediction at a rate drawn anew for each sample, without a causal mask. It reports that a star graph of two arms is solved by it.',
      zh: '不用因果掩码的遮盖预测，每个样本的遮盖比例随机抽取。文中报告它能解出两条臂的星形图。',
    },
  },
  shuffled: {
    authors: 'A. Pannatier, E. Courdier, F. Fleuret',
    by: 'Pannatier et al.',
    year: 2024,
    title: 'σ-GPTs: A New Approach to Autoregressive Models',
    where: 'ECML PKDD 2024',
    url: 'https://arxiv.org/abs/2404.09562',
    about: {
      en: 'A causal model that learns sequences in shuffled orders, each input told its own position and that of the output. The objective Any order is this, with learned positions.',
      zh: '因果模型在打乱的次序上学习序列，每个输入都被告知自身的位置与输出的位置。训练目标“任意次序”即是如此，位置向量由学习得到。',
    },
  },
  ceiling: {
    authors: 'Y. Xu, P. Jettkant, L. Ruis',
    by: 'Xu et al.',
    year: 2026,
    title: 'The Depth Ceiling: On the Limits of Large Language Models in Discovering Latent Planning',
    where: 'arXiv 2604.06427',
    url: 'https://arxiv.org/abs/2604.06427',
    about: {
      en: 'How many hidden steps of a plan are found from the first step’s label alone, on star graphs: three by tiny transformers trained from scratch.',
      zh: '在星形图上，仅凭第一步的标签能发现多少个隐藏的规划步骤：从头训练的微型 Transformer 为三步。',
    },
  },
  wilson: {
    authors: 'E. B. Wilson',
    by: 'Wilson',
    year: 1927,
    title: 'Probable Inference, the Law of Succession, and Statistical Inference',
    where: 'Journal of the American Statistical Association 22, 1927',
    url: 'https://doi.org/10.1080/01621459.1927.10502953',
    about: { en: 'The interval of every share.', zh: '所有比例的区间。' },
  },
  kaplan: {
    authors: 'E. L. Kaplan, P. Meier',
    by: 'Kaplan & Meier',
    year: 1958,
    title: 'Nonparametric Estimation from Incomplete Observations',
    where: 'Journal of the American Statistical Association 53, 1958',
    url: 'https://doi.org/10.1080/01621459.1958.10501452',
    about: {
      en: 'How many seeds are unsolved by a step, where some are still in training.',
      zh: '部分种子仍在训练时，估计到某一步尚未成功的种子比例。',
    },
  },
  mcnemar: {
    authors: 'Q. McNemar',
    by: 'McNemar',
    year: 1947,
    title: 'Note on the Sampling Error of the Difference Between Correlated Proportions or Percentages',
    where: 'Psychometrika 12, 1947',
    url: 'https://doi.org/10.1007/BF02295996',
    about: { en: 'Two objectives compared over the same seeds.', zh: '在相同的种子上比较两种训练目标。' },
  },
  mamba: {
    authors: 'A. Gu, T. Dao',
    by: 'Gu & Dao',
    year: 2023,
    title: 'Mamba: Linear-Time Sequence Modeling with Selective State Spaces',
    where: 'arXiv 2312.00752',
    url: 'https://arxiv.org/abs/2312.00752',
    about: { en: 'The second architecture.', zh: '第二种架构。' },
  },
  adamw: {
    authors: 'I. Loshchilov, F. Hutter',
    by: 'Loshchilov & Hutter',
    year: 2019,
    title: 'Decoupled Weight Decay Regularization',
    where: 'ICLR 2019',
    url: 'https://arxiv.org/abs/1711.05101',
    about: { en: 'AdamW.', zh: 'AdamW 优化器。' },
  },
  muon: {
    authors: 'K. Jordan and others',
    by: 'Jordan et al.',
    year: 2024,
    title: 'Muon: An optimizer for hidden layers in neural networks',
    where: '2024',
    url: 'https://kellerjordan.github.io/posts/muon/',
    about: { en: 'Muon, the default optimiser.', zh: '默认的优化器 Muon。' },
  },
} satisfies Readonly<Record<string, Reference>>;

const { wilson, kaplan, mcnemar, mamba, adamw, muon, ...papers } = references;

export const sources: readonly Reference[] = Object.values(papers);

export const methods: readonly Reference[] = [wilson, kaplan, mcnemar, mamba, adamw, muon];
