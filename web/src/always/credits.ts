/* The papers that the bench and the paper's rows lean on. Names of authors and titles are the same in every language. */

export interface Credit {
  readonly by: string;
  readonly year: number;
  readonly title: string;
  readonly where: string;
  readonly url: string;
}

export const credits = {
  pitfalls: {
    by: 'Bachmann & Nagarajan',
    year: 2024,
    title: 'The Pitfalls of Next-Token Prediction',
    where: 'ICML 2024',
    url: 'https://arxiv.org/abs/2403.06963',
  },
  mystery: {
    by: 'Frydenlund',
    year: 2024,
    title: 'The Mystery of the Pathological Path-star Task for Language Models',
    where: 'EMNLP 2024',
    url: 'https://aclanthology.org/2024.emnlp-main.695',
  },
  adulteration: {
    by: 'Frydenlund',
    year: 2025,
    title:
      'Language Models, Graph Searching, and Supervision Adulteration: When More Supervision is Less and How to Make More More',
    where: 'ACL 2025',
    url: 'https://aclanthology.org/2025.acl-long.1409',
  },
  belief: {
    by: 'Hu et al.',
    year: 2025,
    title: 'The Belief State Transformer',
    where: 'ICLR 2025',
    url: 'https://openreview.net/forum?id=ThRMTCgpvo',
  },
  mamba: {
    by: 'Gu & Dao',
    year: 2023,
    title: 'Mamba: Linear-Time Sequence Modeling with Selective State Spaces',
    where: 'arXiv 2312.00752',
    url: 'https://arxiv.org/abs/2312.00752',
  },
  muon: {
    by: 'Jordan et al.',
    year: 2024,
    title: 'Muon: An optimizer for hidden layers in neural networks',
    where: '',
    url: 'https://kellerjordan.github.io/posts/muon/',
  },
  wilson: {
    by: 'Wilson',
    year: 1927,
    title: 'Probable Inference, the Law of Succession, and Statistical Inference',
    where: 'JASA 22',
    url: 'https://doi.org/10.1080/01621459.1927.10502953',
  },
} satisfies Readonly<Record<string, Credit>>;
