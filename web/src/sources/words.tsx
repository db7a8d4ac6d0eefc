const paper = 'https://arxiv.org/abs/2403.06963';

export const words = {
  claim: {
    en: (
      <>
        The claim and the task are from Gregor Bachmann and Vaishnavh Nagarajan,{' '}
        <a href={paper}>The Pitfalls of Next-Token Prediction</a>, ICML 2024. “Held out” means by graph identity: no
        graph that is asked about was trained on, whatever the order of its edges or its goal. Everything here is
        trained and measured in this tab; nothing is sent anywhere.
      </>
    ),
    zh: (
      <>
        论断与任务出自 Gregor Bachmann 与 Vaishnavh Nagarajan 的论文{' '}
        <a href={paper}>The Pitfalls of Next-Token Prediction</a>
        （ICML
        2024）。“留出”按图本身划分：用来提问的图，无论边的次序或目标如何，都从未参与训练。一切训练与测量都在此标签页中进行，
        不向外发送任何数据。
      </>
    ),
  },
};
