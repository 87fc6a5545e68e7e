"""Runs recipes of the documents on a cluster of Spark, one after the other, as a notebook does: MASTER ROWS RECIPE...

ROWS is CSV with the columns y, yhat and region. "ready" on standard output says that the cluster takes tasks.
"""

import sys

from pyspark.sql import SparkSession

master, rows, *recipes = sys.argv[1:]
spark = (
    SparkSession.builder.master(master)
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.sql.shuffle.partitions", "2")
    # Several batches a partition.
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
spark.sparkContext.parallelize(range(4), 4).map(lambda number: number + 1).count()
print("ready", flush=True)

# One partition is empty.
table = spark.read.csv(rows, header=True, schema="y double, yhat double, region string").repartition(5)
table = table.union(table.where("y is null").repartition(1))
table.createOrReplaceTempView("preds")
for recipe in recipes:
    with open(recipe) as file:
        exec(compile(file.read(), recipe, "exec"), {"spark": spark, "table": table})
spark.stop()
