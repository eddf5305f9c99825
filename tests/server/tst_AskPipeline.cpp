// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/AskPipeline.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

/// Proposes what it was told to.
class ScriptedTranslator final : public ask::Translator
{
public:
    explicit ScriptedTranslator(QStringList statements)
        : m_statements(std::move(statements))
    {}

    std::shared_ptr<const ask::PreparedDatabase> prepare(std::shared_ptr<const Understanding>,
                                                         std::shared_ptr<const Vocabulary>) const override
    {
        return std::make_shared<ask::PreparedDatabase>();
    }

    Result<ask::Translation> translate(const ask::Question &, const ask::PreparedDatabase &) const override
    {
        if (m_statements.isEmpty())
            return failure(ProblemCode::NotUnderstood);
        ask::Translation translation;
        for (const QString &sql : m_statements) {
            ask::Candidate candidate;
            candidate.sql = sql;
            translation.candidates.push_back(candidate);
        }
        return translation;
    }

private:
    QStringList m_statements;
};

class Rows final : public RowSink
{
public:
    void begin(const std::vector<ResultColumn> &) override { rows.clear(); }
    void row(Row &&row) override { rows.push_back(std::move(row)); }
    std::vector<Row> rows;
};

class Plans final : public AskObserver
{
public:
    void planned(const ask::Candidate &candidate, const std::optional<ask::Clarification> &) override
    {
        statements.append(candidate.sql);
    }
    QStringList statements;
};

/// Fails statements that start with "bad", in the middle of their rows.
Result<StatementOutcome> runScripted(const QString &sql, RowSink &sink)
{
    sink.begin({{u"n"_s, ColumnType::Integer}});
    sink.row({qint64(sql.size())});
    if (sql.startsWith(u"bad"))
        return failure(ProblemCode::DatabaseFailed, u"no such column"_s);
    if (sql.startsWith(u"slow"))
        return failure(ProblemCode::DatabaseTimeout);
    return StatementOutcome{1, false};
}

struct Asked
{
    Result<AnswerOutline> outline;
    Rows rows;
    Plans plans;
};

Asked askWith(const QStringList &statements)
{
    const ScriptedTranslator translator(statements);
    Asked asked{failure(ProblemCode::Internal), {}, {}};
    asked.outline =
        AskPipeline(translator).answer({}, *translator.prepare(nullptr, nullptr), runScripted, asked.rows, asked.plans);
    return asked;
}

} // namespace

class TestAskPipeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBestCandidateAnswers()
    {
        const Asked asked = askWith({u"good"_s, u"other"_s});
        QVERIFY(asked.outline.has_value());
        QCOMPARE(asked.outline->sql, u"good"_s);
        QCOMPARE(asked.plans.statements, QStringList{u"good"_s});
        QVERIFY(!asked.outline->text.isEmpty());
    }

    void aFailingCandidateMakesWayForTheNextAndLeavesNoRows()
    {
        const Asked asked = askWith({u"bad"_s, u"good"_s});
        QVERIFY(asked.outline.has_value());
        QCOMPARE(asked.outline->sql, u"good"_s);
        QCOMPARE(asked.rows.rows.size(), size_t(1));
        QCOMPARE(asked.plans.statements, (QStringList{u"bad"_s, u"good"_s}));
    }

    void aTimeOutIsNotTriedAgain()
    {
        const Asked asked = askWith({u"slow"_s, u"good"_s});
        QVERIFY(!asked.outline);
        QCOMPARE(asked.outline.error().code, ProblemCode::DatabaseTimeout);
        QCOMPARE(asked.plans.statements.size(), qsizetype(1));
    }

    void onlyAFewCandidatesAreTried()
    {
        const Asked asked = askWith({u"bad1"_s, u"bad2"_s, u"bad3"_s, u"good"_s});
        QVERIFY(!asked.outline);
        QCOMPARE(asked.outline.error().code, ProblemCode::DatabaseFailed);
        QCOMPARE(asked.plans.statements.size(), qsizetype(3));
    }

    void whatIsNotUnderstoodSaysSo()
    {
        const Asked asked = askWith({});
        QVERIFY(!asked.outline);
        QCOMPARE(asked.outline.error().code, ProblemCode::NotUnderstood);
    }
};

static const bool registered = tabletalk::test::add<TestAskPipeline>();
#include "tst_AskPipeline.moc"
