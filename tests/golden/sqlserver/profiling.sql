-- how many rows
SELECT COUNT_BIG(*) FROM [sales].[Order];

-- a small table
SELECT TOP (150000) [bit ]]%1],
  [int ]]%1],
  [bigint ]]%1],
  [money ]]%1],
  [decimal ]]%1],
  [float ]]%1],
  LEFT(CAST([nvarchar ]]%1] AS nvarchar(max)), 160),
  LEFT(CAST([text ]]%1] AS nvarchar(max)), 160),
  LEFT(CAST([xml ]]%1] AS nvarchar(max)), 160),
  LEFT(CAST([uniqueidentifier ]]%1] AS nvarchar(max)), 160),
  LEFT(CAST([hierarchyid ]]%1] AS nvarchar(max)), 160),
  LEFT(CAST([geography ]]%1] AS nvarchar(max)), 160),
  LEFT(CAST([sql_variant ]]%1] AS nvarchar(4000)), 160),
  CASE WHEN [varbinary ]]%1] IS NOT NULL THEN 0x END,
  CASE WHEN [rowversion ]]%1] IS NOT NULL THEN 0x END,
  [date ]]%1],
  [time ]]%1],
  [datetime2 ]]%1],
  [datetimeoffset ]]%1] FROM [sales].[Order];

-- a large one
SELECT TOP (40000) [a] FROM [sales].[Order] TABLESAMPLE SYSTEM (0.040000 PERCENT);

