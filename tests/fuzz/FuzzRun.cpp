// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/FuzzRun.h"

#include "core/sql/StatementGuard.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/SqliteTarget.h"
#include "server/onboarding/Onboarder.h"
#include "tests/fuzz/FuzzQuestions.h"
#include "tests/fuzz/FuzzSchema.h"

#include <QTemporaryDir>

#include <sqlite3.h>

#include <cmath>
#include <ctime>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

namespace {

constexpr StatementLimits runLimits{
    .maxRows = 1000, .maxBytes = 4 * 1024 * 1024, .timeLimit = std::chrono::milliseconds(200)};

class NoRows final : public RowSink
{
public:
    void begin(const std::vector<ResultColumn> &) override {}
    void row(Row &&) override {}
};

/// Asks one database and notes what must not be.
class Asker
{
public:
    Asker(TargetDatabase &database, const ask::Translator &analyst, const ask::PreparedDatabase &prepared,
          const FuzzBounds &bounds)
        : m_database(database)
        , m_analyst(analyst)
        , m_prepared(prepared)
        , m_bounds(bounds)
    {}

    void ask(const ask::Question &question)
    {
        m_question = &question;
        const std::clock_t before = std::clock();
        const Result<ask::Translation> translation = m_analyst.translate(question, m_prepared);
        const double took = 1000.0 * double(std::clock() - before) / CLOCKS_PER_SEC;
        ++figures.asked;
        if (took > figures.slowest) {
            figures.slowest = took;
            figures.slowestQuestion = question.text.left(300);
        }
        if (took > m_bounds.milliseconds)
            note(u"took %1 ms"_s.arg(took));
        if (!translation)
            return checkProblem(translation.error());
        ++figures.answered;
        checkTranslation(*translation);
    }

    FuzzFigures figures;

private:
    void note(const QString &what)
    {
        constexpr qsizetype shown = 400;
        figures.findings << what + u": "_s + m_question->text.left(shown)
                                + (m_question->history.empty() ? QString() : u" [with history]"_s)
                                + (m_question->hints.isEmpty() ? QString() : u" [with hints]"_s);
    }

    void checkProblem(const Problem &problem)
    {
        if (problem.code != ProblemCode::NotUnderstood && problem.code != ProblemCode::InvalidRequest
            && problem.code != ProblemCode::TooLarge)
            note(u"problem "_s + problem.codeName());
        if (problem.detail.isEmpty() && problem.errors.empty())
            note(u"a problem that says nothing"_s);
    }

    void checkTranslation(const ask::Translation &translation)
    {
        if (translation.candidates.empty())
            return note(u"no candidates"_s);
        for (size_t i = 0; i < std::min(translation.candidates.size(), m_bounds.candidates); ++i) {
            const ask::Candidate &candidate = translation.candidates[i];
            if (!(candidate.confidence >= 0 && candidate.confidence <= 1))
                note(u"confidence %1"_s.arg(candidate.confidence));
            if (const auto passed = sql::checkReadOnly(candidate.sql, m_database.dialect()); !passed)
                note(u"refused, %1, %2"_s.arg(passed.error().detail, candidate.sql));
            else
                run(candidate.sql);
        }
    }

    void run(const QString &sql)
    {
        NoRows rows;
        const auto outcome = m_database.run(sql, runLimits, rows, std::stop_token());
        ++figures.ran;
        if (!outcome && outcome.error().code != ProblemCode::DatabaseTimeout)
            note(u"failed, %1, %2"_s.arg(outcome.error().detail, sql.left(1000)));
    }

    TargetDatabase &m_database;
    const ask::Translator &m_analyst;
    const ask::PreparedDatabase &m_prepared;
    const FuzzBounds &m_bounds;
    const ask::Question *m_question = nullptr;
};

/// Runs what can be run of the statements.
bool writeSqlite(const QString &path, const QStringList &statements)
{
    sqlite3 *handle = nullptr;
    if (sqlite3_open(path.toUtf8().constData(), &handle) != SQLITE_OK)
        return false;
    sqlite3_exec(handle, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN", nullptr, nullptr, nullptr);
    for (const QString &statement : statements)
        sqlite3_exec(handle, statement.toUtf8().constData(), nullptr, nullptr, nullptr);
    sqlite3_exec(handle, "COMMIT", nullptr, nullptr, nullptr);
    sqlite3_close(handle);
    return true;
}

} // namespace

FuzzFigures &FuzzFigures::operator+=(const FuzzFigures &other)
{
    asked += other.asked;
    answered += other.answered;
    ran += other.ran;
    if (other.slowest > slowest) {
        slowest = other.slowest;
        slowestQuestion = other.slowestQuestion;
    }
    findings += other.findings;
    return *this;
}

FuzzFigures fuzzDatabase(TargetDatabase &database, Draw &draw, const FuzzBounds &bounds)
{
    auto understood = Onboarder().understand(database, {}, std::stop_token());
    FuzzFigures figures;
    if (!understood && !understood.error().detail.contains(u"no table"))
        figures.findings << u"cannot be read: "_s + understood.error().detail;
    auto understanding = std::make_shared<Understanding>();
    if (understood)
        *understanding = *std::move(understood);
    const auto analyst = ask::makeAnalyst();
    const auto prepared = analyst->prepare(understanding);
    Asker asker(database, *analyst, *prepared, bounds);
    FuzzQuestions questions(draw, *understanding);
    for (int i = 0; i < bounds.questions; ++i)
        asker.ask(questions.next());
    figures += asker.figures;
    return figures;
}

FuzzFigures fuzzSqlite(quint64 seed, const FuzzBounds &bounds)
{
    Draw draw(seed);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"fuzz.sqlite"_s);
    FuzzFigures figures;
    if (!writeSqlite(path, fuzzSchema(draw, fuzzShape(int(seed % 12)), Dialect::SQLite))) {
        figures.findings << u"cannot be made"_s;
        return figures;
    }
    ConnectionPolicyOptions ownMachine;
    ownMachine.open = true;
    const auto target = SqliteTarget::open(orThrow(orThrow(ConnectionPolicy::create(ownMachine)).checkFile(path)));
    if (!target) {
        figures.findings << u"cannot be opened: "_s + target.error().detail;
        return figures;
    }
    figures += fuzzDatabase(**target, draw, bounds);
    return figures;
}

} // namespace tabletalk::test
