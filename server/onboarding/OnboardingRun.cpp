// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/OnboardingRun.h"

#include "core/schema/ColumnRoles.h"
#include "core/schema/Descriptions.h"
#include "core/schema/ExampleQuestions.h"
#include "core/schema/KeyInference.h"
#include "core/schema/OrganisationKind.h"
#include "core/text/Counted.h"
#include "server/onboarding/ExamplePicker.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qint64 mostExampleRows = 1000;
constexpr qsizetype unreadableNamed = 5;
constexpr size_t samplesOfLarge = 4; ///< values shown of a column in a large schema
constexpr int keepingShare = 10;     ///< keeping what was learned takes at most one part in so many of the time

/// Finds translations, and lets the translators' tools find the texts.
struct Say
{
    Q_DECLARE_TR_FUNCTIONS(Onboarder)
};

std::unexpected<Problem> cancelled()
{
    return failure(ProblemCode::Cancelled, Say::tr("Reading the database was stopped."));
}

QString shapeOf(const Schema &schema)
{
    qint64 columns = 0;
    for (const Table &table : schema.tables)
        columns += qint64(table.columns.size());
    return counted(qint64(schema.tables.size()), Say::tr("one table"), Say::tr("%1 tables")) + u", "_s
           + counted(columns, Say::tr("one column"), Say::tr("%1 columns"));
}

QString keysOf(const Schema &schema)
{
    qint64 declared = 0;
    qint64 found = 0;
    for (const Table &table : schema.tables) {
        for (const ForeignKey &key : table.foreignKeys)
            ++(key.origin == KeyOrigin::Declared ? declared : found);
    }
    return counted(declared, Say::tr("one key declared"), Say::tr("%1 keys declared")) + u", "_s
           + counted(found, Say::tr("one found"), Say::tr("%1 found"));
}

/// Of a large schema only a few values of each column are shown.
void keepFewSamples(Table &table)
{
    for (Column &column : table.columns) {
        std::vector<QString> &samples = column.profile.samples;
        if (samples.size() <= samplesOfLarge)
            continue;
        samples.resize(samplesOfLarge);
        samples.shrink_to_fit();
        column.profile.samplesComplete = false;
    }
}

} // namespace

OnboardingRun::OnboardingRun(TargetDatabase &database, OnboardingTask task, const OnboardingLimits &limits,
                             const MonotoneClock &clock, OnboardingObserver &observer, std::stop_token stop)
    : m_database(database)
    , m_task(std::move(task))
    , m_limits(limits)
    , m_clock(clock)
    , m_observer(observer)
    , m_reporter([&observer](const OnboardingStep &step) { observer.progressed(step); }, clock)
    , m_stop(std::move(stop))
{}

/// Whether the engine says that nothing at all changed since everything was read.
Result<bool> OnboardingRun::isAsItWas()
{
    if (!m_task.known || !m_task.known->complete || m_task.again != ReadAgain::WhatChanged)
        return false;
    const Result<QString> mark = m_database.changeMark();
    if (!mark)
        return std::unexpected(mark.error());
    return !mark->isEmpty() && std::ranges::all_of(m_task.known->schema.tables, [&](const Table &table) {
        return table.profiled && table.changeMark == *mark;
    });
}

Result<void> OnboardingRun::read()
{
    m_reporter.begin(u"reading"_s, 0);
    const Result<bool> same = isAsItWas();
    if (!same)
        return std::unexpected(same.error());
    if (*same) {
        ReadingDifference difference;
        difference.tablesKept = qint64(m_task.known->schema.tables.size());
        m_observer.compared(difference);
        *m_result = std::move(*m_task.known);
        m_somethingChanged = false;
        m_observer.stageEnded(u"reading"_s, Say::tr("nothing changed since the last time"));
        return {};
    }
    m_database.setReadingProgress(
        [this](qint64 done, qint64 total, const QString &table) { m_reporter.advance(done, total, table); });
    Result<Schema> schema = m_database.readCatalogue(m_task.selection, m_stop);
    m_database.setReadingProgress({});
    if (m_stop.stop_requested())
        return cancelled();
    if (!schema)
        return std::unexpected(std::move(schema).error());
    if (schema->tables.empty()) {
        return failure(ProblemCode::DatabaseFailed, Say::tr("This account sees no table in the database."),
                       Say::tr("Check that the database is the right one and that the account may read its tables."));
    }
    m_result->schema = *std::move(schema);
    m_observer.stageEnded(u"reading"_s, shapeOf(m_result->schema));
    const bool first = !m_task.known;
    const bool keepsAtOnce = first || !m_task.known->complete || m_task.again == ReadAgain::Catalogue;
    compareWithKnown(first);
    m_nextKeeping = m_clock() + m_limits.keepInterval;
    if (keepsAtOnce && !m_plan.order.empty() && m_limits.keepInterval != neverKept)
        keepSoFar();
    return {};
}

void OnboardingRun::compareWithKnown(bool first)
{
    if (first) {
        m_plan = planReading(m_result->schema);
        return;
    }
    ReadingDifference difference;
    difference.comparison = compareSchemas(m_task.known->schema, m_result->schema);
    const bool wasComplete = m_task.known->complete;
    m_plan =
        planReading(*m_result, *std::move(m_task.known), difference.comparison, m_task.again == ReadAgain::Everything);
    m_task.known.reset();
    difference.tablesRead = qint64(m_plan.order.size());
    difference.tablesKept = m_plan.kept;
    difference.continues = !wasComplete;
    m_somethingChanged = !wasComplete || !m_plan.order.empty() || difference.comparison.count > 0;
    m_observer.compared(difference);
    noteOldTexts();
}

/// Which texts are of tables that are going to be read again.
void OnboardingRun::noteOldTexts()
{
    for (size_t i = 0; i < m_result->values.size(); ++i) {
        const ColumnValues &values = m_result->values[i];
        m_valueCount += values.values.size();
        m_oldTexts[{values.schema, values.table}].push_back(i);
    }
}

void OnboardingRun::forgetOldTexts(const Table &table)
{
    const std::vector<size_t> positions = m_oldTexts.take({table.schema, table.name});
    for (const size_t position : positions) {
        m_valueCount -= m_result->values[position].values.size();
        m_result->values[position].values = {};
    }
}

/// The last table's texts are dropped when there are too many in all; its profile stays.
void OnboardingRun::dropValuesBeyondLimit(size_t before)
{
    size_t added = 0;
    for (size_t i = before; i < m_result->values.size(); ++i)
        added += m_result->values[i].values.size();
    const size_t most = isLarge() ? m_limits.mostValuesOfLarge : m_limits.mostValues;
    if (m_valueCount + added > most)
        m_result->values.resize(before);
    else
        m_valueCount += added;
}

/// False when the table cannot be read; a problem when nothing can be any more.
Result<bool> OnboardingRun::profileTable(Table &table)
{
    std::vector<ColumnValues> &values = m_result->values;
    const size_t before = values.size();
    const Result<void> profiled = m_database.profile(table, values, ProfileLimits(), m_stop);
    if (m_stop.stop_requested())
        return cancelled();
    if (!profiled && isConnectionLost(profiled.error().code))
        return std::unexpected(profiled.error());
    if (!profiled)
        return false;
    table.profiled = true;
    forgetOldTexts(table);
    dropValuesBeyondLimit(before);
    if (isLarge())
        keepFewSamples(table);
    return true;
}

Result<void> OnboardingRun::profile()
{
    const auto total = qint64(m_result->schema.tables.size());
    qint64 done = total - qint64(m_plan.order.size());
    m_reporter.begin(u"profiling"_s, total, done);
    const std::chrono::milliseconds until = m_clock() + m_limits.profilingTime;
    qint64 late = 0;
    for (const size_t position : m_plan.order) {
        if (m_stop.stop_requested())
            return cancelled();
        Table &table = m_result->schema.tables[position];
        m_reporter.advance(done++, table.name);
        if (m_clock() >= until) {
            ++late;
            continue;
        }
        const Result<bool> read = profileTable(table);
        if (!read)
            return std::unexpected(read.error());
        if (!*read && ++m_unreadableCount <= unreadableNamed)
            m_unreadable << table.name;
        if (m_clock() >= m_nextKeeping)
            keepSoFar();
    }
    std::erase_if(m_result->values, [](const ColumnValues &values) { return values.values.empty(); });
    m_oldTexts.clear();
    m_reporter.advance(total, {});

    QStringList outcome{counted(qint64(m_plan.order.size()) - late - m_unreadableCount, Say::tr("one table read"),
                                Say::tr("%1 tables read"))};
    if (m_plan.kept > 0)
        outcome << counted(m_plan.kept, Say::tr("one kept as before"), Say::tr("%1 kept as before"));
    if (m_unreadableCount > 0)
        outcome << Say::tr("%1 could not be read: %2")
                       .arg(QLocale().toString(m_unreadableCount))
                       .arg(m_unreadable.join(u", "_s) + (m_unreadableCount > unreadableNamed ? u", …"_s : QString()));
    if (late > 0)
        outcome << Say::tr("%1 left for the next reading, for lack of time").arg(QLocale().toString(late));
    m_observer.stageEnded(u"profiling"_s, outcome.join(u"; "_s));
    return {};
}

/// Hands over what is understood by now, and does so less often the longer it takes.
void OnboardingRun::keepSoFar()
{
    const std::chrono::milliseconds began = m_clock();
    findMeaningSoFar();
    m_result->complete = false;
    m_observer.learned(*m_result);
    const std::chrono::milliseconds now = m_clock();
    m_nextKeeping = now + std::max(m_limits.keepInterval, (now - began) * keepingShare);
}

/// What was read is not read again after a pause, and questions are answered from it. Whoever
/// waits for the end does not wait for the meaning of a large schema.
void OnboardingRun::keepUnfinished()
{
    if (m_limits.keepInterval == neverKept)
        return;
    if (!isLarge())
        findMeaningSoFar();
    m_result->complete = false;
    m_observer.learned(*m_result);
}

/// Roles are found twice: keys need to know what a column is, and then say it better.
Result<void> OnboardingRun::findMeaning()
{
    Schema &schema = m_result->schema;
    const std::array<std::function<void()>, 4> steps = {
        [&] {
            for (Table &table : schema.tables)
                std::erase_if(table.foreignKeys,
                              [](const ForeignKey &key) { return key.origin == KeyOrigin::Inferred; });
            assignColumnRoles(schema);
        },
        [&] {
            inferForeignKeys(schema, m_result->values);
            assignColumnRoles(schema);
        },
        [&] { m_result->organisation = detectOrganisationKind(schema); },
        [&] { describeSchema(schema, !isLarge()); },
    };
    m_reporter.begin(u"understanding"_s, qint64(steps.size()));
    qint64 done = 0;
    for (const std::function<void()> &step : steps) {
        if (m_stop.stop_requested())
            return cancelled();
        step();
        m_reporter.advance(++done, {});
    }
    m_observer.stageEnded(u"understanding"_s, keysOf(schema));
    return {};
}

/// The same on the way, untold.
void OnboardingRun::findMeaningSoFar()
{
    Schema &schema = m_result->schema;
    assignColumnRoles(schema);
    inferForeignKeys(schema, m_result->values);
    assignColumnRoles(schema);
    m_result->organisation = detectOrganisationKind(schema);
    describeSchema(schema, !isLarge());
}

Result<void> OnboardingRun::keepWorkingExamples()
{
    std::vector<QuestionExample> candidates = exampleQuestions(m_result->schema);
    m_reporter.begin(u"examples"_s, qint64(candidates.size()));
    const std::chrono::milliseconds until = m_clock() + m_limits.examplesTime;
    StatementLimits limits;
    limits.maxRows = mostExampleRows;
    limits.timeLimit = m_limits.exampleTime;
    const qint64 total = qint64(candidates.size());
    std::vector<QuestionExample> kept;
    {
        ExamplePicker picker(m_database, m_result, limits);
        qint64 done = 0;
        for (QuestionExample &candidate : candidates) {
            if (m_stop.stop_requested())
                return cancelled();
            if (picker.isFull() || m_clock() >= until)
                break;
            m_reporter.advance(done++, candidate.question);
            const Result<void> considered = picker.consider(std::move(candidate), m_stop);
            if (m_stop.stop_requested())
                return cancelled();
            if (!considered)
                return considered;
        }
        kept = picker.take();
    }
    m_result->examples = std::move(kept);
    m_reporter.advance(total, {});
    m_observer.stageEnded(
        u"examples"_s, counted(qint64(m_result->examples.size()), Say::tr("one question kept of %1 tried").arg(total),
                               Say::tr("%1 questions kept of %2 tried").arg(u"%1"_s, QLocale().toString(total))));
    return {};
}

Result<Understanding> OnboardingRun::understand()
{
    if (m_stop.stop_requested())
        return cancelled();
    if (Result<void> done = read(); !done)
        return std::unexpected(std::move(done).error());
    if (m_somethingChanged) {
        if (Result<void> done = profile(); !done) {
            keepUnfinished();
            return std::unexpected(std::move(done).error());
        }
        if (Result<void> done = findMeaning(); !done)
            return std::unexpected(std::move(done).error());
        // All tables were tried: what a crash leaves now lacks examples alone.
        m_result->complete = false;
        if (m_limits.keepInterval != neverKept)
            m_observer.learned(*m_result);
        if (Result<void> done = keepWorkingExamples(); !done)
            return std::unexpected(std::move(done).error());
    }
    m_result->complete = true;
    m_reporter.begin(u"ready"_s, 0);
    return std::move(*m_result);
}

} // namespace tabletalk
