import { describe, expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';

type Case = readonly [
  data: string,
  y: readonly number[],
  p: readonly number[],
  weights: readonly number[] | undefined,
  expected: Readonly<Record<string, number>>,
];

/** Computed with 50 digits. */
// prettier-ignore
const CASES: readonly Case[] = [
  ['about 0', [0.040855944793104046, 0.46486542013947213, -0.46089783563917397, 0.35262566298128933, 0.9261710268375286, 0.4113014735139074], [0.8218880577247112, 0.022327337773088873, -0.4272030012922419, 1.6987409171054235e-05, 0.5343768985925887, 0.3193723399045676], undefined, {'r2': -0.012436437821247847, 'explained-variance': 0.02081356323902691, 'relative-squared-error': 1.0124364378212478, 'pearson': 0.4865144066149788, 'concordance': 0.4775678639342283, 'normalized-root-mean-squared-error': 1.47625046495153, 'psnr': 7.394226514253013}],
  ['about 0', [0.2212833272577377, 0.4189782678354801, 0.5081362130615412, 2.2337105675761464, 0.8625614082344415, -1.5945277084980125], [0.32347159062284014, 0.10746047267967646, 0.25026238885999325, 2.8868237407630986, 0.7510923633321277, -2.5701681799753486], [2, 0.5, 2, 0.3, 1, 1], {'r2': 0.7464389756600901, 'explained-variance': 0.7995774530227439, 'relative-squared-error': 0.2535610243399099, 'pearson': 0.9854309810741892, 'concordance': 0.915813210181447, 'normalized-root-mean-squared-error': 1.8469714722120174, 'psnr': 7.203494618004639}],
  ['mean 1e8, spread 1', [100000000.01363696, 100000000.81044154, 100000001.73481765, 99999999.37022355, 100000001.79103717, 99999999.31945562], [100000000.42867945, 100000000.82926005, 100000001.61399065, 99999998.95524012, 100000001.82246892, 99999998.9915131], undefined, {'r2': 0.924453189123926, 'explained-variance': 0.9287251466920641, 'relative-squared-error': 0.07554681087607398, 'pearson': 0.9743637258834786, 'concordance': 0.966489394206118, 'normalized-root-mean-squared-error': 2.792725875809626e-09, 'psnr': 11.079433776641094}],
  ['mean 1e8, spread 1', [99999999.2683048, 100000000.38019569, 99999999.3049703, 100000000.21922122, 99999999.89166506, 100000001.78359653], [99999999.75483568, 100000000.6519656, 99999999.90971716, 100000000.2096146, 99999999.42719156, 100000001.16092691], [1, 1, 0.5, 0.3, 1, 0.3], {'r2': 0.5635869734747238, 'explained-variance': 0.5848953921567036, 'relative-squared-error': 0.43641302652527625, 'pearson': 0.7657780469865534, 'concordance': 0.7385133055893864, 'normalized-root-mean-squared-error': 4.487133716306493e-09, 'psnr': 6.9606197708839606}],
  ['mean -1e12, spread 1e-3', [-1000000000000.0001, -999999999999.999, -1000000000000.0, -1000000000000.0009, -1000000000000.0021, -1000000000000.0007], [-1000000000000.0, -999999999999.9989, -999999999999.9999, -1000000000000.0, -1000000000000.0023, -1000000000000.001], undefined, {'r2': 0.828978622327791, 'explained-variance': 0.8460807600950119, 'relative-squared-error': 0.171021377672209, 'pearson': 0.9417212368402014, 'concordance': 0.9264405394360441, 'normalized-root-mean-squared-error': -3.860202221885227e-16, 'psnr': 68.26779887263511}],
  ['mean -1e12, spread 1e-3', [-1000000000000.0002, -999999999999.9995, -1000000000000.0002, -999999999999.9999, -1000000000000.0007, -1000000000000.002], [-999999999999.9995, -999999999999.9998, -1000000000000.0001, -999999999999.9999, -1000000000000.0011, -1000000000000.0007], [0.3, 0.5, 2, 1, 0.3, 2], {'r2': 0.3518373767672721, 'explained-variance': 0.5861432186580945, 'relative-squared-error': 0.6481626232327279, 'pearson': 0.8532205047688787, 'concordance': 0.5564948805118485, 'normalized-root-mean-squared-error': -7.289114452569218e-16, 'psnr': 62.74650460983622}],
  ['sizes from 1e-9 to 1e9', [6.417368190705449e-10, 7.412998284024598e-07, 0.0008714411414172786, -0.21319347705348798, 302.2317930619658, 17864.44772577998], [6.961080622740446e-10, 8.548123021522724e-07, 0.0008244911567023207, -0.22660362249737426, 372.32397454146735, 20760.7816485134], undefined, {'r2': 0.9682330659145516, 'explained-variance': 0.9737836111396068, 'relative-squared-error': 0.03176693408544838, 'pearson': 0.9999994981440555, 'concordance': 0.9865142236282948, 'normalized-root-mean-squared-error': 0.3906437796016143, 'psnr': -61.45800283694235}],
  ['sizes from 1e-9 to 1e9', [-6.063011807592659e-10, 3.139692150626677e-07, 0.000314046453090575, 0.12283469385150626, 735.0751766218987, 1311030.2068384837], [-6.166313513384493e-10, 3.212971882250736e-07, 0.00029031800298466603, 0.12337953155734106, 772.6131567039881, 1310035.9141074414], [2, 0.3, 1, 0.3, 1, 1], {'r2': 0.9999992986131013, 'explained-variance': 0.9999994144171258, 'relative-squared-error': 7.013868986252025e-07, 'pearson': 0.9999999995969667, 'concordance': 0.9999996490382906, 'normalized-root-mean-squared-error': 0.001794987455491133, 'psnr': -52.47459071024184}],
  ['nearly perfect', [-1.0788023354887195, 0.43645354358334126, 0.20914055136898715, 1.0622824581495738, -0.6348191565568768, -0.8447882122424587], [-1.078802335637396, 0.4364535438582733, 0.20914055152461297, 1.062282458335706, -0.6348191554789506, -0.844788212009003], undefined, {'r2': 1.0, 'explained-variance': 1.0, 'relative-squared-error': 3.8976588351093137e-19, 'pearson': 1.0, 'concordance': 1.0, 'normalized-root-mean-squared-error': -3.374558889613815e-09, 'psnr': 186.40485986382575}],
  ['nearly perfect', [-0.6757398610738795, 0.387493415818554, -0.9560592806416705, 1.8759619806527232, -0.1966006265268733, 0.45812906028753364], [-0.6757398595040702, 0.3874934153969678, -0.9560592795339602, 1.8759619775407153, -0.19660062651535737, 0.45812906015855454], [0.3, 0.5, 0.3, 1, 1, 2], {'r2': 1.0, 'explained-variance': 1.0, 'relative-squared-error': 3.1849450632502125e-18, 'pearson': 1.0, 'concordance': 1.0, 'normalized-root-mean-squared-error': 3.2440475560265147e-09, 'psnr': 176.69575802848507}],
  ['far off', [-0.32314765614427704, 1.0816540507160894, 0.7060238440434841, -0.508243730741974, -0.610096566744204, 0.3354575517153372], [570351.7147900605, -1704303.094393041, -526888.0720929753, 847436.1689345591, -1977485.1786892042, 44856.13252477964], undefined, {'r2': -3337381400250.8896, 'explained-variance': -2821987556968.6255, 'relative-squared-error': 3337381400251.8896, 'pearson': -0.31662193737503475, 'concordance': -3.1874454444298624e-07, 'normalized-root-mean-squared-error': 10251306.521758748, 'psnr': -121.32375621477776}],
  ['far off', [-0.2641698347925635, 1.3810105016012015, 0.36155783968310523, 0.934701987706822, -1.2472600056396717, -1.1645746055572572], [-240026.5755294401, 1955152.7825182583, 1045151.3123050994, -1111853.9245349646, -1102605.685086439, 249545.62741249905], [0.3, 0.3, 1, 0.5, 1, 1], {'r2': -1124511876506.6372, 'explained-variance': -1123011799657.0908, 'relative-squared-error': 1124511876507.6372, 'pearson': 0.46451908909145523, 'concordance': 8.75510753484718e-07, 'normalized-root-mean-squared-error': -3306570.121203463, 'psnr': -120.05528938865419}],
];

describe.each(CASES)('of %s', (_data, y, p, weights, expected) => {
  /** What is 1 less a quotient has the digits of that. */
  const sizeOf = (name: string, value: number): number =>
    Math.max(Math.abs(value), ['r2', 'explained-variance'].includes(name) ? 1 : 0);

  it.each(Object.entries(expected))('%s is exact', (name, value) => {
    const score = lossNamed(name, { compat: 'exact', warn: () => undefined });
    const column = (values: readonly number[]): number[][] => values.map((x) => [x]);
    const { result } = score.evaluate(column(y), column(p), weights && { weights: [...weights] });
    expect(Math.abs(result! - value)).toBeLessThanOrEqual(4 * 2 ** -52 * sizeOf(name, value));
  });
});

describe('scores of regression', () => {
  it('have a gradient that has not lost its digits either', () => {
    const y = [0.5, -1.25, 2, 0.75, -0.5];
    const p = [0.25, -1, 1.5, 1, -0.75];
    const far = (values: readonly number[]): number[][] => values.map((x) => [x + 2 ** 27]);
    for (const name of ['r2', 'pearson', 'concordance', 'explained-variance']) {
      const score = lossNamed(name, { compat: 'exact' });
      const slopes = (a: number[][], b: number[][]): number[] => [
        ...score.evaluate(a, b, {}, { gradient: true }).gradient!.values,
      ];
      const here = slopes(
        y.map((x) => [x]),
        p.map((x) => [x]),
      );
      slopes(far(y), far(p)).forEach((slope, i) => expect(slope).toBeCloseTo(here[i]!, 14));
    }
  });

  it('are better the larger they are', () => {
    for (const name of ['r2', 'pearson', 'psnr', 'kendall', 'si-sdr']) {
      expect(lossNamed(name, { compat: 'exact' }).definition.conventions.exact!.better).toBe(
        'larger',
      );
    }
  });
});
