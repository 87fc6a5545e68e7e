/** Two predictions of ten samples with ids, in segments and clusters; the second is the better one. */
export const PREDICTIONS = `id,region,patient,y,a,b,w
r1,eu,p1,1,0.9,0.95,1
r2,us,p1,0,0.2,0.1,1
r3,eu,p2,1,0.1,0.4,2
r4,us,p2,0,0.6,0.5,1
r5,eu,p3,1,0.7,0.9,1
r6,eu,p3,0,0.5,0.3,0.5
r7,us,p4,1,0.8,0.7,1
r8,us,p4,0,0.3,0.2,1
r9,eu,p5,1,0.6,0.8,1
r10,us,p5,0,0.4,0.4,1
`;
