import pl from 'nodejs-polars';

const error = pl.col('y_true').sub(pl.col('y_pred'));
const table = pl.scanCSV(process.argv[2]).select(error.mul(error).mean());
console.log(table.collectSync().toRecords()[0].y_true);
