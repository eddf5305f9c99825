// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/MySqlGrants.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

/// Lines as MariaDB 10 and MySQL 8 print them.
class TestMySqlGrants : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatGoesBeyondReadingIsNamed_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("beyond");
        const auto row = [](const char *name, const QString &line, const QStringList &beyond) {
            QTest::newRow(name) << line << beyond;
        };
        row("reading", u"GRANT SELECT, SHOW VIEW ON `shop`.* TO `r`@`%`"_s, {});
        row("a password's hash is not repeated",
            u"GRANT FILE ON *.* TO `r`@`%` IDENTIFIED BY PASSWORD '*7B844B41A3799185EBF33B603FA8C632E65CA3EF'"_s,
            {u"FILE on *.*"_s});
        row("everything", u"GRANT ALL PRIVILEGES ON *.* TO `t`@`%` WITH GRANT OPTION"_s,
            {u"ALL PRIVILEGES on *.*"_s, u"GRANT OPTION on *.*"_s});
        row("columns", u"GRANT SELECT (`a, b`, `ON x`), UPDATE (`c`, d) ON `shop`.`t` TO `r`@`%`"_s,
            {u"UPDATE on shop.t"_s});
        row("a table named as the grammar", u"GRANT INSERT ON `a ON b TO c`.`d` TO `r`@`%`"_s,
            {u"INSERT on a ON b TO c.d"_s});
        row("MySQL's dynamic ones", u"GRANT SYSTEM_VARIABLES_ADMIN,SHOW_ROUTINE ON *.* TO `r`@`%`"_s,
            {u"SYSTEM_VARIABLES_ADMIN on *.*"_s});
        row("a role", u"GRANT `clerk`@`%` TO `r`@`%`"_s, {});
        row("a proxy", u"GRANT PROXY ON ''@'%' TO 'root'@'localhost' WITH GRANT OPTION"_s, {});
        row("a procedure", u"GRANT EXECUTE ON PROCEDURE `shop`.`tidy` TO `r`@`%`"_s,
            {u"EXECUTE on PROCEDURE shop.tidy"_s});
        row("one that nobody knows yet", u"GRANT REWRITE HISTORY ON *.* TO `r`@`%`"_s, {u"REWRITE HISTORY on *.*"_s});
        row("a default role", u"SET DEFAULT ROLE `clerk` FOR `r`@`%`"_s, {});
    }

    void whatGoesBeyondReadingIsNamed()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, beyond);
        QCOMPARE(mySqlPrivilegesBeyondReading(line), beyond);
    }
};

static const bool registered = tabletalk::test::add<TestMySqlGrants>();
#include "tst_MySqlGrants.moc"
