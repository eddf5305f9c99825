// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "core/schema/ColumnWords.h"
#include "core/schema/KeyInference.h"
#include "core/sql/Quoting.h"
#include "core/sql/StatementGuard.h"
#include "tests/core/ShopSchema.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using tabletalk::test::column;
using tabletalk::test::shop;
using tabletalk::test::table;
using namespace Qt::StringLiterals;

/// Names and values that engines allow and nobody expects.
class TestAwkwardNames : public QObject
{
    Q_OBJECT

    const std::unique_ptr<Translator> m_analyst = makeAnalyst();

    Result<Translation> ask(const QString &question, std::shared_ptr<const Understanding> understanding) const
    {
        return m_analyst->translate(Question{question, {}, {}, {}, 0}, *m_analyst->prepare(std::move(understanding)));
    }

private Q_SLOTS:
    void aNameIsNeverWithoutWords()
    {
        for (const QString &name : {QString(), u" "_s, u"_"_s, u"🙂"_s, u"--"_s})
            QVERIFY2(!nameWords(name).empty() && !nameWords(name).front().isEmpty(), qPrintable(name));
    }

    void aTableWithoutANameIsCalledSomething()
    {
        auto understanding = std::make_shared<Understanding>();
        understanding->schema.tables = {
            table(QString(), {column(u"id"_s, ColumnType::Integer), column(QString(), ColumnType::Integer),
                              column(u"note"_s, ColumnType::Text)}),
            table(u"orders"_s, {column(u"id"_s, ColumnType::Integer), column(u"note"_s, ColumnType::Text),
                                column(u"unnamed_id"_s, ColumnType::Integer)})};
        understanding->schema.tables[0].primaryKey = {u"id"_s};
        understanding->schema.tables[1].foreignKeys = {{{u"unnamed_id"_s}, {}, {}, {u"id"_s}, KeyOrigin::Declared, 1}};
        inferForeignKeys(understanding->schema, {});
        const auto answer = ask(u"How many orders for each unnamed note?"_s, understanding);
        QVERIFY(answer.has_value());
        const QString sql = answer->candidates.front().sql;
        QVERIFY2(!sql.contains(u"\"\""_s) || sql.contains(u"\"\" AS unnamed"_s), qPrintable(sql));
    }

    void whatNoStatementMayHoldIsLeftOutOfIts()
    {
        const QString text = u"a"_s + QChar(u'\0') + QChar(u'\xfeff') + u"b"_s;
        for (const Dialect dialect : {Dialect::SQLite, Dialect::PostgreSQL, Dialect::MySQL}) {
            const QString statement = QString(u"SELECT "_s + sql::quoteText(text, dialect));
            QVERIFY(sql::checkReadOnly(statement, dialect).has_value());
        }
    }

    void aTextTooLongToLookForIsNotLookedFor()
    {
        const QString question = u"names of products containing '%1'"_s;
        const auto shorter = ask(question.arg(u"air"_s), shop());
        QVERIFY(shorter.has_value() && shorter->candidates.front().sql.contains(u"LIKE '%air%'"_s));
        const auto longer = ask(question.arg(u"air "_s.repeated(40)), shop());
        if (longer) {
            for (const Candidate &candidate : longer->candidates)
                QVERIFY2(!candidate.sql.contains(u"LIKE"_s), qPrintable(candidate.sql));
        }
    }
};

static const bool registered = tabletalk::test::add<TestAwkwardNames>();
#include "tst_AwkwardNames.moc"
