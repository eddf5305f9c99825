// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/StatementGuard.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

struct Statement
{
    Dialect dialect;
    const char *sql;
};

using enum Dialect;

// What people and the analyst write.
const Statement harmless[] = {
    {SQLite, "SELECT 1"},
    {SQLite, "SELECT 1;"},
    {SQLite, "select count(*) from t where a in (1, 2) and (b or not (c))"},
    {SQLite, "SELECT DISTINCT a FROM t WHERE x BETWEEN (1) AND (2) ORDER BY a LIMIT 10 -- last"},
    {SQLite, "WITH x AS (SELECT 1 AS a), y(b) AS (SELECT a FROM x) SELECT * FROM y"},
    {SQLite, "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n"},
    {SQLite, "VALUES (1, 'a'), (2, 'b')"},
    {SQLite, "SELECT strftime('%Y-%m', d) AS month, sum(x) FROM t GROUP BY 1 HAVING count(*) > 3"},
    {SQLite, "SELECT \"update\" FROM \"delete\" WHERE t.insert = 1"},
    {SQLite, "SELECT replace(a, 'x', 'y') FROM t"},
    {SQLite, "SELECT rank() OVER (PARTITION BY a ORDER BY b DESC) FROM t"},
    {SQLite, "SELECT 'DROP TABLE x; DELETE FROM y' AS text"},
    {SQLite, "SELECT count(*) FILTER (WHERE a > 1) FROM t"},
    {SQLite, "SELECT CAST(a AS VARCHAR(10)), CASE WHEN (a) THEN (b) ELSE (c) END FROM t"},
    {SQLite, "SELECT * FROM a JOIN b USING (id) LEFT JOIN (SELECT 1) AS c ON (a.x = c.x)"},
    {SQLite, "SELECT * FROM a UNION SELECT * FROM b EXCEPT SELECT * FROM c INTERSECT SELECT * FROM d"},
    {PostgreSQL, "SELECT date_trunc('month', d)::date, sum(x)::numeric(10,2) FROM s.t GROUP BY 1"},
    {PostgreSQL, "(SELECT 1) UNION (SELECT 2)"},
    {PostgreSQL, "SELECT * FROM generate_series(1, 5) AS g(n)"},
    {PostgreSQL, "SELECT extract(year FROM d), a ->> 'x', tags[1:2] FROM t WHERE a ? 'x'"},
    {PostgreSQL, "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM t"},
    {PostgreSQL, "SELECT substring(a FROM 1 FOR 3), lpad(a, 2, '0') FROM t"},
    {PostgreSQL, "SELECT pg_catalog.lower(a) FROM t WHERE x = ANY (ARRAY[1,2])"},
    {PostgreSQL, "WITH x AS MATERIALIZED (SELECT 1), y AS NOT MATERIALIZED (SELECT 2) SELECT * FROM x, y"},
    {PostgreSQL, "SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC NULLS LAST"},
    {MySQL, "SELECT `a`, date_format(d, '%Y-%m') FROM t GROUP BY 1 LIMIT 3"},
    {SqlServer, "SELECT TOP (10) [a], datepart(year, d) FROM t ORDER BY 1"},
};

// What must never reach a database.
const Statement hostile[] = {
    {SQLite, ""},
    {SQLite, ";"},
    {SQLite, "-- nothing"},
    {SQLite, "DROP TABLE t"},
    {SQLite, "INSERT INTO t VALUES (1)"},
    {SQLite, "REPLACE INTO t VALUES (1)"},
    {SQLite, "UPDATE t SET a = 1"},
    {SQLite, "DELETE FROM t"},
    {SQLite, "PRAGMA writable_schema = 1"},
    {SQLite, "ATTACH 'x.db' AS y"},
    {SQLite, "VACUUM INTO 'copy.db'"},
    {SQLite, "EXPLAIN SELECT 1"},
    {SQLite, "SELECT 1; DROP TABLE t"},
    {SQLite, "SELECT 1;;"},
    {SQLite, "SELECT 1; -- x\nDELETE FROM t"},
    {SQLite, "WITH x AS (SELECT 1) DELETE FROM t"},
    {SQLite, "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x"},
    {SQLite, "WITH x AS (SELECT 1) UPDATE t SET a = 1"},
    {SQLite, "WITH x AS (SELECT 1) REPLACE INTO t SELECT 1"},
    {SQLite, "SELECT load_extension('evil.so')"},
    {SQLite, "SELECT \"load_extension\"('evil.so')"},
    {SQLite, "SELECT load_extension /* hidden */ ('evil.so')"},
    {SQLite, "SELECT LOAD_Extension('evil.so')"},
    {SQLite, "SELECT writefile('x', 'y')"},
    {SQLite, "SELECT readfile('/etc/passwd')"},
    {SQLite, "SELECT zeroblob(1000000000)"},
    {SQLite, "SELECT randomblob(1000000000)"},
    {SQLite, "SELECT fts3_tokenizer('x')"},
    {SQLite, "SELECT * FROM pragma_database_list"},
    {SQLite, "SELECT * FROM pragma_table_info('t')"},
    {SQLite, "SELECT * FROM \"pragma_database_list\""},
    {SQLite, "SELECT * FROM sqlite_dbpage"},
    {SQLite, "SELECT sqlite_compileoption_get(1)"},
    {SQLite, "SELECT * FROM t WHERE a = ?"},
    {SQLite, "SELECT :name"},
    {SQLite, "SELECT $a('b) , 'c'"},
    {SQLite, "SELECT (1"},
    {SQLite, "SELECT 1)"},
    {SQLite, "SELECT 'open"},
    {SQLite, "SELECT 1 /* open"},
    {SQLite, "SELECT 1 --\r' \n ; DROP TABLE t -- '"},
    {PostgreSQL, "SELECT * INTO copy FROM t"},
    {PostgreSQL, "SELECT * FROM t FOR UPDATE"},
    {PostgreSQL, "SELECT * FROM t FOR NO KEY UPDATE"},
    {PostgreSQL, "SELECT * FROM t FOR SHARE SKIP LOCKED"},
    {PostgreSQL, "SELECT * FROM t FOR KEY SHARE"},
    {PostgreSQL, "WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone"},
    {PostgreSQL, "WITH x AS (INSERT INTO t VALUES (1) RETURNING a) SELECT * FROM x"},
    {PostgreSQL, "WITH x AS (MERGE INTO t USING u ON true WHEN MATCHED THEN DO NOTHING) SELECT 1"},
    {PostgreSQL, "COPY t TO PROGRAM 'sh'"},
    {PostgreSQL, "COPY (SELECT 1) TO '/tmp/x'"},
    {PostgreSQL, "SELECT pg_read_file('/etc/passwd')"},
    {PostgreSQL, "SELECT pg_catalog.pg_read_file('/etc/passwd')"},
    {PostgreSQL, "SELECT pg_ls_dir('.')"},
    {PostgreSQL, "SELECT lo_import('/etc/passwd')"},
    {PostgreSQL, "SELECT lo_export(1, '/tmp/x')"},
    {PostgreSQL, "SELECT * FROM dblink('host=evil', 'SELECT 1') AS t(a int)"},
    {PostgreSQL, "SELECT * FROM t, dblink('host=evil', 'SELECT 1') AS (a int)"},
    {PostgreSQL, "SELECT set_config('transaction_read_only', 'off', false)"},
    {PostgreSQL, "SELECT current_setting('is_superuser')"},
    {PostgreSQL, "SET transaction_read_only = off"},
    {PostgreSQL, "SELECT nextval('s')"},
    {PostgreSQL, "SELECT setval('s', 1)"},
    {PostgreSQL, "SELECT pg_sleep(100)"},
    {PostgreSQL, "SELECT \"pg_sleep\"(100)"},
    {PostgreSQL, "SELECT pg_notify('a', 'b')"},
    {PostgreSQL, "SELECT pg_advisory_lock(1)"},
    {PostgreSQL, "SELECT pg_terminate_backend(1)"},
    {PostgreSQL, "SELECT query_to_xml('DELETE FROM t', true, true, '')"},
    {PostgreSQL, "SELECT ts_stat('SELECT 1')"},
    {PostgreSQL, "SELECT public.lower('x')"},
    {PostgreSQL, "SELECT evil.pg_catalog.lower('x')"},
    {PostgreSQL, "SELECT my_function(1)"},
    {PostgreSQL, "SELECT * FROM pg_shadow"},
    {PostgreSQL, "SELECT * FROM pg_catalog.pg_authid"},
    {PostgreSQL, "SELECT * FROM pg_user_mappings"},
    {PostgreSQL, "SELECT * FROM U&\"pg_shad\\006fw\""},
    {PostgreSQL, "SELECT U&\"pg_sl\\0065ep\"(100)"},
    {PostgreSQL, "SELECT * FROM U&\"pg!005fshadow\" UESCAPE '!'"},
    {PostgreSQL, "SELECT * FROM information_schema.user_mapping_options"},
    {PostgreSQL, "TABLE pg_shadow"},
    {PostgreSQL, "SELECT (TABLE pg_shadow LIMIT 1)"},
    {PostgreSQL, "SELECT repeat('x', 1000000000)"},
    {PostgreSQL, "SELECT lpad('x', 1000000000)"},
    {PostgreSQL, "SELECT rpad('x', 10 * 100000000)"},
    {PostgreSQL, "DO $$ BEGIN DELETE FROM t; END $$"},
    {PostgreSQL, "CALL evil()"},
    {PostgreSQL, "LOCK TABLE t"},
    {PostgreSQL, "EXPLAIN ANALYZE DELETE FROM t"},
    {PostgreSQL, "SELECT $x$ open"},
    {PostgreSQL, "SELECT 1 /* /* */ ; DROP TABLE t"},
    {PostgreSQL, "SELECT E'\\'; DROP TABLE t; --'; DROP TABLE t"},
    {MySQL, "SELECT 1 /*!50000 INTO OUTFILE '/tmp/x' */"},
    {MySQL, "SELECT 1 /*M! INTO OUTFILE '/tmp/x' */"},
    {MySQL, "SELECT * FROM t INTO OUTFILE '/tmp/x'"},
    {MySQL, "SELECT a INTO DUMPFILE '/tmp/x' FROM t"},
    {MySQL, "SELECT a INTO @x FROM t"},
    {MySQL, "SELECT @x := 1"},
    {MySQL, "SELECT @@global.secure_file_priv"},
    {MySQL, "SELECT load_file('/etc/passwd')"},
    {MySQL, "SELECT sleep(100)"},
    {MySQL, "SELECT benchmark(1000000000, sha1('x'))"},
    {MySQL, "SELECT get_lock('x', 100)"},
    {MySQL, "SELECT * FROM t LOCK IN SHARE MODE"},
    {MySQL, "SELECT * FROM mysql.user"},
    {MySQL, "SELECT * FROM t PROCEDURE analyse()"},
    {MySQL, "SELECT '\\'; DROP TABLE t; -- '; DROP TABLE t"},
    {SqlServer, "SELECT 1 DROP TABLE t"},
    {SqlServer, "SELECT 1 EXEC xp_cmdshell 'dir'"},
    {SqlServer, "SELECT * FROM OPENROWSET('x', 'y', 'z')"},
    {SqlServer, "SELECT 1 WAITFOR DELAY '1:00'"},
    {SqlServer, "SELECT 1 SHUTDOWN"},
    {Odbc, "SELECT 1 TRUNCATE TABLE t"},
    {Odbc, "SELECT '\\' , ' ; DROP TABLE t -- '"},
};

template <size_t N>
void addRows(const Statement (&statements)[N])
{
    QTest::addColumn<int>("dialect");
    QTest::addColumn<QString>("sql");
    int number = 0;
    for (const Statement &statement : statements)
        QTest::addRow("%03d %s", ++number, statement.sql)
            << static_cast<int>(statement.dialect) << QString::fromUtf8(statement.sql);
}

} // namespace

class TestStatementGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readingStatementsPass_data() { addRows(harmless); }

    void readingStatementsPass()
    {
        QFETCH(int, dialect);
        QFETCH(QString, sql);
        const auto checked = sql::checkReadOnly(sql, static_cast<Dialect>(dialect));
        QVERIFY2(checked, checked ? "" : qPrintable(checked.error().detail));
    }

    void hostileStatementsAreRefusedWithAReason_data() { addRows(hostile); }

    void hostileStatementsAreRefusedWithAReason()
    {
        QFETCH(int, dialect);
        QFETCH(QString, sql);
        const auto checked = sql::checkReadOnly(sql, static_cast<Dialect>(dialect));
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ProblemCode::StatementRefused);
        QVERIFY(!checked.error().detail.isEmpty());
    }

    void theRefusedWordIsNamed()
    {
        const auto checked = sql::checkReadOnly(u"SELECT pg_sleep(1)", Dialect::PostgreSQL);
        QVERIFY(!checked);
        QVERIFY(checked.error().detail.contains(u"pg_sleep"_s));
    }

    void deepNestingEndsInARefusal()
    {
        const QString deep = u"SELECT "_s + QString(5'000, u'(') + u'1' + QString(5'000, u')');
        QVERIFY(!sql::checkReadOnly(deep, Dialect::SQLite));
    }
};

static const bool registered = tabletalk::test::add<TestStatementGuard>();
#include "tst_StatementGuard.moc"
