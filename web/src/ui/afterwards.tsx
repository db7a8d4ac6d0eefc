import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

/** What the first paint can do without: fetched right after it. Nothing is there meanwhile, or if it does not come. */
export function Afterwards({ load }: { readonly load: () => Promise<ComponentType> }) {
  const body = useSignal<{ readonly Body: ComponentType } | null>(null);
  useEffect(() => {
    load().then(
      (Body) => {
        body.value = { Body };
      },
      () => {},
    );
  }, [load, body]);
  const { Body } = body.value ?? { Body: null };
  return Body && <Body />;
}
