import { DuckDBInstance } from '@duckdb/node-api';

const database = await DuckDBInstance.create();
const connection = await database.connect();
const loss = 'avg((y_true - y_pred) * (y_true - y_pred))';
const answer = await connection.runAndReadAll(`select ${loss} from '${process.argv[2]}'`);
console.log(answer.getRows()[0][0]);
