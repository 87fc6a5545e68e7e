import { describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';

/** Results of an infinite loss and of a segment whose column is NULL, in the forms that clients of engines write. */
const CLIENTS: readonly (readonly [client: string, text: string])[] = [
  [
    'duckdb -json',
    `[{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"whole","by_1":null,"segment_1":null,"result":Infinity,"problem":null,"samples":1,"missing":0,"clipped":0,"outside":0,"denominator":1.0,"sum_1":Infinity},
{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"segment","by_1":"region","segment_1":null,"result":0.30000000000000004,"problem":null,"samples":1,"missing":0,"clipped":0,"outside":0,"denominator":1.0,"sum_1":0.30000000000000004}]`,
  ],
  [
    'sqlite3 -json',
    `[{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"whole","by_1":null,"segment_1":null,"result":1e999,"problem":null,"samples":1,"missing":0,"clipped":0,"outside":0,"denominator":1.0,"sum_1":1e999},
{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"segment","by_1":"region","segment_1":null,"result":0.3000000000000000444,"problem":null,"samples":1,"missing":0,"clipped":0,"outside":0,"denominator":1.0,"sum_1":0.3000000000000000444}]`,
  ],
  [
    'sqlite3 -json of a version that writes Inf',
    `[{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"whole","by_1":null,"segment_1":null,"result":Inf,"problem":null,"samples":1,"missing":0,"clipped":0,"outside":0,"denominator":1.0,"sum_1":Inf},
{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"segment","by_1":"region","segment_1":null,"result":0.3000000000000000444,"problem":null,"samples":1,"missing":0,"clipped":0,"outside":0,"denominator":1.0,"sum_1":0.3000000000000000444}]`,
  ],
  [
    'psql --csv',
    `loss,convention,reduction,part,by_1,segment_1,result,problem,samples,missing,clipped,outside,denominator,sum_1
mse,tf-keras,mean,whole,,,Infinity,,1,0,0,0,1,Infinity
mse,tf-keras,mean,segment,region,,0.30000000000000004,,1,0,0,0,1,0.30000000000000004
`,
  ],
  [
    'clickhouse --format JSONEachRow',
    `{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"segment","by_1":"region","segment_1":null,"result":0.30000000000000004,"problem":null,"samples":1,"missing":0,"clipped":0,"outside":0,"denominator":1,"sum_1":0.30000000000000004}
{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"whole","by_1":null,"segment_1":null,"result":"inf","problem":null,"samples":1,"missing":0,"clipped":0,"outside":0,"denominator":1,"sum_1":"inf"}
`,
  ],
  [
    'toJSON of Spark',
    `{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"whole","result":"Infinity","samples":1,"missing":0,"clipped":0,"outside":0,"denominator":1.0,"sum_1":"Infinity"}
{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"segment","by_1":"region","result":0.30000000000000004,"samples":1,"missing":0,"clipped":0,"outside":0,"denominator":1.0,"sum_1":0.30000000000000004}`,
  ],
  [
    'json.dump of Python',
    `[{"loss": "mse", "convention": "tf-keras", "reduction": "mean", "part": "whole", "by_1": null, "segment_1": null, "result": Infinity, "problem": null, "samples": 1, "missing": 0, "clipped": 0, "outside": 0, "denominator": 1.0, "sum_1": Infinity}, {"loss": "mse", "convention": "tf-keras", "reduction": "mean", "part": "segment", "by_1": "region", "segment_1": null, "result": 0.30000000000000004, "problem": null, "samples": 1, "missing": 0, "clipped": 0, "outside": 0, "denominator": 1.0, "sum_1": 0.30000000000000004}]`,
  ],
  [
    'bq --format=json, with numbers as texts',
    `[{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"whole","by_1":null,"segment_1":null,"result":"Infinity","problem":null,"samples":"1","missing":"0","clipped":"0","outside":"0","denominator":"1.0","sum_1":"Infinity"},{"loss":"mse","convention":"tf-keras","reduction":"mean","part":"segment","by_1":"region","segment_1":null,"result":"0.30000000000000004","problem":null,"samples":"1","missing":"0","clipped":"0","outside":"0","denominator":"1.0","sum_1":"0.30000000000000004"}]`,
  ],
];

describe('check --results reads what clients of engines write', () => {
  it.each(CLIENTS)('%s', async (_, text) => {
    const words = ['--assert', 'mse <= 1', '--assert', 'mse[region=""] <= 1', '-f', 'json'];
    const { status, stdout } = await losscalc(['check', '--results', '-', ...words], {
      stdin: text,
    });
    expect(status).toBe(1);
    const { checks } = JSON.parse(stdout) as { checks: readonly { value: unknown }[] };
    expect(checks.map(({ value }) => value)).toEqual(['Infinity', 0.30000000000000004]);
  });
});
