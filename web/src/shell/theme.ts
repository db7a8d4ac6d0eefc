/* Dark or light: the system's choice until the visitor makes one, which is then remembered. */
import { computed, effect, signal } from '@preact/signals';
import type { Theme } from '../ui/graph/palette';

const KEY = 'pathstar-theme';

const system = matchMedia('(prefers-color-scheme: dark)');
const systemTheme = signal<Theme>(system.matches ? 'dark' : 'light');
const chosen = signal<Theme | null>(remembered());

system.addEventListener('change', ({ matches }) => {
  systemTheme.value = matches ? 'dark' : 'light';
});

export const theme = computed<Theme>(() => chosen.value ?? systemTheme.value);

effect(() => {
  if (chosen.value) document.documentElement.dataset.theme = chosen.value;
});

export function toggleTheme(): void {
  const next = theme.value === 'dark' ? 'light' : 'dark';
  chosen.value = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    /* Storage is blocked: the choice lasts as long as the page. */
  }
}

function remembered(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'dark' || value === 'light' ? value : null;
  } catch {
    return null;
  }
}
