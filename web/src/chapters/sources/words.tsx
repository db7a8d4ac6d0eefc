import type { ComponentChildren } from 'preact';
import type { Both } from '../../text/say';
import { Term } from './glossary/term';

const paper = 'https://arxiv.org/abs/2403.06963';

export const words = {
  claim: {
    en: (
      <>
        The claim and the task are from Gregor Bachmann and Vaishnavh Nagarajan,{' '}
        <a href={paper}>The Pitfalls of Next-Token Prediction</a>, ICML 2024. What you start is trained and measured in
        this tab, on graphs <Term name="held_out">held out</Term> from training. The laboratory’s map, the results
        beside the paper’s rows and the notes of the presets were measured before, with the native program, and are
        committed with this page. Nothing is sent anywhere, and nothing is fetched from anyone else.
      </>
    ),
    zh: (
      <>
        论断与任务出自 Gregor Bachmann 与 Vaishnavh Nagarajan 的论文{' '}
        <a href={paper} lang="en">
          The Pitfalls of Next-Token Prediction
        </a>
        （ICML 2024）。你启动的训练都在此标签页中进行，并在<Term name="held_out">留出</Term>
        的图上测量。实验室的结果图、论文各项旁的结果与各预设的说明则是事先用本地程序测得，随本页一同提交。不向外发送任何数据，也不从别处获取任何内容。
      </>
    ),
  },
  sources: { en: 'Sources', zh: '出处' },
  methods: { en: 'Methods used here', zh: '此处所用的方法' },
  formulae: { en: 'The formulae', zh: '公式' },
  limits: { en: 'What this page does not show', zh: '本页未能说明什么' },
  glossary: { en: 'Words', zh: '术语' },
  cite: { en: 'How to cite', zh: '如何引用' },
  citeNote: {
    en: 'For a result of yours, give the link in the address bar, which holds every setting and the seed, and the digest of the run: with both, anyone can repeat it bit for bit.',
    zh: '引用自己的结果时，请给出地址栏中的链接（其中含有全部设置与种子）以及该次训练的摘要值：凭这两项，任何人都能逐位重现。',
  },
  citePaper: { en: 'The paper', zh: '论文' },
  citePage: { en: 'This page', zh: '本页' },
  copy: (what: string) => ({ en: `Copy BibTeX: ${what}`, zh: `复制 BibTeX：${what}` }),
  copied: { en: 'Copied.', zh: '已复制。' },
  notCopied: {
    en: 'The browser did not allow copying; select the text instead.',
    zh: '浏览器不允许复制；请手动选中文字。',
  },
};

/** The formulae, in words. `l` is the number of path tokens, `x` the question, `r` the path. */
export const formulae = {
  symbols: {
    en: 'x is the question (edges, start, goal), r the path of l tokens, $ a blank, p the model’s probability.',
    zh: 'x 为问题（边、起点、目标），r 为 l 个词元的路径，$ 为空白，p 为模型给出的概率。',
  },
  teacherForcing: {
    en: 'Teacher forcing: each token of the path, given the true ones before it.',
    zh: '教师强制：给定此前的真实词元，预测路径的每个词元。',
  },
  teacherless: {
    en: 'Teacherless: each token, with blanks in the place of those before it.',
    zh: '无教师训练：此前的词元换成空白，预测每个词元。',
  },
  snowball: {
    en: 'Snowballing: if each of the l − 1 tokens after the start went wrong with the later tokens’ error e, independently, this share of whole paths would be right.',
    zh: '误差滚雪球：若起点之后的 l − 1 个词元各自独立地以后段词元的误差率 e 出错，则整条路径正确的比例应为此值。',
  },
  wilson: {
    en: 'Wilson interval of a share p̂ measured on n graphs; z = 1.96 for 95\u00a0%.',
    zh: 'Wilson 区间：p̂ 为在 n 张图上测得的比例；95% 时 z = 1.96。',
  },
};

/** What was not measured, and what a result here does not say. */
export const limits: Readonly<Record<string, Both<ComponentChildren>>> = {
  size: {
    en: 'The models are small and the budgets short. A model of the paper’s own size (6 layers of width 384, 200,000 graphs) was trained with the native program for one epoch, with one seed, where the paper goes up to 500 epochs: what is seen there within it says nothing of where it ends.',
    zh: '模型很小，预算很短。论文自身规模的模型（6 层、宽度 384、200,000 张图）只用本地程序、以一个种子训练了一个 epoch，而论文训练至多 500 个：其中所见不说明它最终到哪里。',
  },
  layout: {
    en: (
      <>
        The <Term name="layout">layout</Term> is part of the task. By default an edge is one token, which spares the
        model the work of pairing nodes and is what makes it quick enough for a tab. The paper writes two nodes and a
        separator. A result holds for the layout it was measured with.
      </>
    ),
    zh: (
      <>
        <Term name="layout">词元布局</Term>
        是任务的一部分。默认每条边一个词元，模型不必自己把节点配成对，因此才快到能在标签页里训练。论文写的是两个节点加一个分隔符。结果只对测量时所用的词元布局成立。
      </>
    ),
  },
  budget: {
    en: (
      <>
        “Fails” means within this <Term name="budget">budget</Term>. Success comes as a sudden jump after a long wait: a
        run that has not jumped might still do so. On the graphs of the preset “Longer arms” three of twenty{' '}
        <Term name="teacherless">teacherless</Term> seeds had not within 3,000 steps.
      </>
    ),
    zh: (
      <>
        “失败”是指在此<Term name="budget">预算</Term>
        之内。成功往往在漫长的等待之后突然出现：尚未跃升的训练也许以后还会。在预设“更长的臂”的图上，20 个
        <Term name="teacherless">无教师训练</Term>的种子里有三个在 3,000 步内没有跃升。
      </>
    ),
  },
  graph: {
    en: 'The graph that the page opens with, held-out graph 3, was chosen: it is one of those on which teacher forcing, at the end of the default race, walks a wrong arm to its end. On graph 0 it guesses right. Shares are always over all graphs that were asked.',
    zh: '页面打开时的图（测试图 3）是挑选过的：默认对比训练结束时，教师强制的模型在这张图上会沿错误的臂走到底；在图 0 上它碰巧猜对。各处的比例始终按所有被问到的图计算。',
  },
  seeds: {
    en: (
      <>
        Success differs from <Term name="seed">seed</Term> to seed. One run shows what can happen; the sceptic’s bench
        shows how often, with its <Term name="wilson">interval</Term>.
      </>
    ),
    zh: (
      <>
        不同<Term name="seed">种子</Term>成败不同。一次训练只说明可能发生什么；质疑者的实验台才给出发生的频率及其
        <Term name="wilson">区间</Term>。
      </>
    ),
  },
  models: {
    en: 'Every preset is trained with Muon. Mamba was measured at one size; its preset has no convolution over time, and with the usual one teacher forcing left chance in some seeds. No pretrained model was fine-tuned; the paper also does that.',
    zh: '各预设都用 Muon 训练。Mamba 只在一种规模上测量过；预设不用其时间卷积，用上它时，教师强制在部分种子上离开了随机水平。这里没有微调任何预训练模型；论文中也做了这一项。',
  },
  language: {
    en: 'A star graph is not a language. The task isolates one mechanism; how much of it there is in large language models is not answered here.',
    zh: '星形图不是语言。这个任务只隔离出一种机制；它在大语言模型中占多大分量，这里没有回答。',
  },
  browsers: {
    en: 'Tested on Linux, in Chromium, Firefox ESR and WebKitGTK, the engine of Safari; layout in Chromium alone. Safari itself was not at hand. The tab needs WebAssembly SIMD. Where multiply-add is not fused, the tab trains without it, and digests end in -nofma.',
    zh: '在 Linux 上的 Chromium、Firefox ESR 与 WebKitGTK（Safari 的引擎）中测试过，版面只在 Chromium 中测试；没有条件测试 Safari 本身。标签页需要 WebAssembly SIMD。若没有融合乘加，训练便不使用它，摘要值以 -nofma 结尾。',
  },
};
