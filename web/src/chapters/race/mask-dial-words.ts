/** The ends of the dial. */
export const words = {
  none: { en: 'all shown: teacher forcing', zh: '全部给出：教师强制' },
  all: { en: 'all hidden', zh: '全部遮盖' },
};
