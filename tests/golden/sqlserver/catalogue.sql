-- the default schema
SELECT COALESCE(SCHEMA_NAME(), N'dbo');

-- tables
SELECT s.name, r.name, r.is_view, CASE r.is_view WHEN 0 THEN n.row_count END,
  CAST(e.value AS nvarchar(4000))
FROM (SELECT o.object_id, o.schema_id, o.name, CASE o.type WHEN 'U' THEN 0 ELSE 1 END AS is_view
   FROM sys.objects o WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
 UNION ALL
 SELECT OBJECT_ID(y.base_object_name), y.schema_id, y.name, 1
   FROM sys.synonyms y WHERE PARSENAME(y.base_object_name, 4) IS NULL
    AND COALESCE(PARSENAME(y.base_object_name, 3), DB_NAME()) = DB_NAME()
    AND CAST(OBJECTPROPERTYEX(OBJECT_ID(y.base_object_name), 'BaseType') AS char(2)) IN ('U', 'V')) r
JOIN sys.schemas s ON s.schema_id = r.schema_id
LEFT JOIN (SELECT p.object_id, SUM(p.rows) AS row_count FROM sys.partitions p
  WHERE p.index_id IN (0, 1) GROUP BY p.object_id) n ON n.object_id = r.object_id
LEFT JOIN sys.extended_properties e ON e.class = 1 AND e.major_id = r.object_id
  AND e.minor_id = 0 AND e.name = N'MS_Description'
WHERE HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(r.name), N'OBJECT', N'SELECT') = 1
ORDER BY s.name, r.name;

-- columns
SELECT s.name, r.name, c.name, t.name + CASE
    WHEN b.name IN ('nchar', 'nvarchar') AND c.max_length = -1 THEN N'(max)'
    WHEN b.name IN ('nchar', 'nvarchar') THEN N'(' + CAST(c.max_length / 2 AS nvarchar(10)) + N')'
    WHEN b.name IN ('char', 'varchar', 'binary', 'varbinary') AND c.max_length = -1 THEN N'(max)'
    WHEN b.name IN ('char', 'varchar', 'binary', 'varbinary') THEN N'(' + CAST(c.max_length AS nvarchar(10)) + N')'
    WHEN b.name IN ('decimal', 'numeric')
      THEN N'(' + CAST(c.precision AS nvarchar(10)) + N',' + CAST(c.scale AS nvarchar(10)) + N')'
    WHEN b.name IN ('datetime2', 'datetimeoffset', 'time') THEN N'(' + CAST(c.scale AS nvarchar(10)) + N')'
    ELSE N'' END,
  CASE WHEN t.is_assembly_type = 1 THEN t.name ELSE COALESCE(b.name, t.name) END,
  CAST(c.is_nullable AS int),
  CASE WHEN c.is_computed = 1 OR c.generated_always_type <> 0 THEN 1 ELSE 0 END,
  CAST(e.value AS nvarchar(4000))
FROM (SELECT o.object_id, o.schema_id, o.name, CASE o.type WHEN 'U' THEN 0 ELSE 1 END AS is_view
   FROM sys.objects o WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
 UNION ALL
 SELECT OBJECT_ID(y.base_object_name), y.schema_id, y.name, 1
   FROM sys.synonyms y WHERE PARSENAME(y.base_object_name, 4) IS NULL
    AND COALESCE(PARSENAME(y.base_object_name, 3), DB_NAME()) = DB_NAME()
    AND CAST(OBJECTPROPERTYEX(OBJECT_ID(y.base_object_name), 'BaseType') AS char(2)) IN ('U', 'V')) r
JOIN sys.schemas s ON s.schema_id = r.schema_id
JOIN sys.columns c ON c.object_id = r.object_id AND c.is_hidden = 0 AND c.is_column_set = 0
JOIN sys.types t ON t.user_type_id = c.user_type_id
LEFT JOIN sys.types b ON b.user_type_id = c.system_type_id
LEFT JOIN sys.extended_properties e ON e.class = 1 AND e.major_id = r.object_id
  AND e.minor_id = c.column_id AND e.name = N'MS_Description'
ORDER BY s.name, r.name, c.column_id;

-- keys
SELECT k.schema_name, k.table_name, k.constraint_id, k.kind, k.column_name,
  k.referenced_schema, k.referenced_table, k.referenced_column
FROM (
  SELECT s.name AS schema_name, r.name AS table_name, p.object_id AS constraint_id, 'p' AS kind,
    c.name AS column_name, CAST(NULL AS nvarchar(128)) AS referenced_schema,
    CAST(NULL AS nvarchar(128)) AS referenced_table, CAST(NULL AS nvarchar(128)) AS referenced_column,
    i.key_ordinal AS place
  FROM sys.key_constraints p
  JOIN sys.tables r ON r.object_id = p.parent_object_id
  JOIN sys.schemas s ON s.schema_id = r.schema_id
  JOIN sys.index_columns i ON i.object_id = p.parent_object_id AND i.index_id = p.unique_index_id
    AND i.key_ordinal > 0
  JOIN sys.columns c ON c.object_id = i.object_id AND c.column_id = i.column_id
  WHERE p.type = 'PK'
  UNION ALL
  SELECT s.name, r.name, f.object_id, 'f', c.name, ts.name, t.name, tc.name, k.constraint_column_id
  FROM sys.foreign_keys f
  JOIN sys.tables r ON r.object_id = f.parent_object_id
  JOIN sys.schemas s ON s.schema_id = r.schema_id
  JOIN sys.foreign_key_columns k ON k.constraint_object_id = f.object_id
  JOIN sys.columns c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id
  JOIN sys.tables t ON t.object_id = k.referenced_object_id
  JOIN sys.schemas ts ON ts.schema_id = t.schema_id
  JOIN sys.columns tc ON tc.object_id = k.referenced_object_id AND tc.column_id = k.referenced_column_id
) k
ORDER BY k.schema_name, k.table_name, k.constraint_id, k.place;

-- unique columns
SELECT s.name, r.name, c.name
FROM sys.tables r
JOIN sys.schemas s ON s.schema_id = r.schema_id
JOIN sys.indexes i ON i.object_id = r.object_id AND i.is_unique = 1 AND i.has_filter = 0 AND i.is_disabled = 0
JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.key_ordinal = 1
JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id
WHERE NOT EXISTS (SELECT 1 FROM sys.index_columns m
  WHERE m.object_id = i.object_id AND m.index_id = i.index_id AND m.key_ordinal = 2)
ORDER BY s.name, r.name, c.name;

