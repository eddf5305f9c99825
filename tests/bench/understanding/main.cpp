// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_understanding: how well databases are understood. "measure FOLDER" compares what is
// found in the SQLite files of a folder with what they declare and with labels made by
// hand, and prints one JSON object; "scale TABLES" times an invented schema, "ask TABLES"
// questions about it; "show FILE..." prints all that is understood of a file, "errors FOLDER"
// what was found wrongly.
#include "core/schema/ColumnRoles.h"
#include "core/schema/Descriptions.h"
#include "core/schema/ExampleQuestions.h"
#include "core/schema/KeyInference.h"
#include "core/schema/OrganisationKind.h"
#include "server/connections/SqliteTarget.h"
#include "server/onboarding/Onboarder.h"
#include "server/samples/SampleDatabase.h"
#include "tests/bench/understanding/QuestionTimes.h"
#include "tests/understanding/KeyFigures.h"
#include "tests/understanding/Labels.h"
#include "tests/understanding/ReadDatabase.h"
#include "tests/understanding/SyntheticSchema.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QTemporaryDir>
#include <QTextStream>

#include <sys/resource.h>

#include <ctime>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

/// How many of how many; and of each name, which were right.
struct Score
{
    int right = 0;
    int all = 0;

    void count(bool isRight)
    {
        right += isRight;
        ++all;
    }
    double share() const { return all == 0 ? 1 : double(right) / all; }
};

QJsonObject jsonOf(const KeyFigures &keys)
{
    return {{u"declared"_s, keys.declared},
            {u"found"_s, keys.found},
            {u"right"_s, keys.right},
            {u"precision"_s, keys.precision()},
            {u"recall"_s, keys.recall()}};
}

QJsonObject jsonOf(const Score &score)
{
    return {{u"right"_s, score.right}, {u"all"_s, score.all}, {u"share"_s, score.share()}};
}

/// What is measured over the databases of a folder.
class Measurement
{
public:
    explicit Measurement(bool showErrors)
        : m_showErrors(showErrors)
    {}

    void add(const QString &name, Understanding read, bool isSample);
    QJsonObject json() const;

private:
    void compareRoles(const QString &name, const Schema &schema, bool tuned);
    void compareKind(const QString &name, const Schema &schema, bool tuned);

    bool m_showErrors;
    QHash<QString, std::vector<ColumnLabel>> m_columns = columnLabels();
    QHash<QString, QString> m_kinds = kindLabels();
    KeyFigures m_sampleKeys;
    KeyFigures m_keys[2]; ///< not tuned on, tuned on
    Score m_roles[2];
    QMap<QString, Score> m_byRole;
    Score m_kindScores[2];
    Score m_kindsClaimed; ///< of the kinds that were not "general"
};

void Measurement::add(const QString &name, Understanding read, bool isSample)
{
    const bool tuned = isForTuning(name);
    const KeyFigures keys = measureKeys(read);
    (isSample ? m_sampleKeys : m_keys[tuned]) += keys;
    if (m_showErrors) {
        for (const QString &key : keys.missed)
            out() << name << (tuned ? " T" : " -") << " missed " << key << '\n';
        for (const QString &key : keys.wrong)
            out() << name << (tuned ? " T" : " -") << " wrong  " << key << '\n';
    }
    if (isSample)
        return;
    assignColumnRoles(read.schema);
    inferForeignKeys(read.schema, read.values);
    assignColumnRoles(read.schema);
    compareRoles(name, read.schema, tuned);
    compareKind(name, read.schema, tuned);
}

void Measurement::compareRoles(const QString &name, const Schema &schema, bool tuned)
{
    for (const ColumnLabel &label : m_columns.value(name)) {
        const Table *table = schema.table(schema.defaultSchema, label.table);
        const Column *column = table ? table->column(label.column) : nullptr;
        if (!column)
            continue;
        const bool right = column->role == label.role;
        m_roles[tuned].count(right);
        m_byRole[roleWord(label.role)].count(right);
        if (!right && m_showErrors) {
            out() << name << (tuned ? " T" : " -") << " role " << label.table << '.' << label.column << " is "
                  << roleWord(label.role) << ", found " << roleWord(column->role) << '\n';
        }
    }
}

void Measurement::compareKind(const QString &name, const Schema &schema, bool tuned)
{
    if (!m_kinds.contains(name))
        return;
    const OrganisationKind kind = detectOrganisationKind(schema);
    const bool right = kind.kind == m_kinds.value(name);
    m_kindScores[tuned].count(right);
    if (kind.kind != u"general")
        m_kindsClaimed.count(right);
    if (!right && m_showErrors) {
        out() << name << (tuned ? " T" : " -") << " kind is " << m_kinds.value(name) << ", found " << kind.kind << ' '
              << kind.confidence << " | " << QStringList(kind.evidence.begin(), kind.evidence.end()).join(u" | ")
              << '\n';
    }
}

QJsonObject Measurement::json() const
{
    QJsonObject roles;
    for (const auto &[role, score] : m_byRole.asKeyValueRange())
        roles[role] = jsonOf(score);
    KeyFigures all = m_keys[0];
    all += m_keys[1];
    return {{u"keysOfSamples"_s, jsonOf(m_sampleKeys)},
            {u"keysTuned"_s, jsonOf(m_keys[1])},
            {u"keysOther"_s, jsonOf(m_keys[0])},
            {u"keys"_s, jsonOf(all)},
            {u"rolesTuned"_s, jsonOf(m_roles[1])},
            {u"rolesOther"_s, jsonOf(m_roles[0])},
            {u"roles"_s, roles},
            {u"kindsTuned"_s, jsonOf(m_kindScores[1])},
            {u"kindsOther"_s, jsonOf(m_kindScores[0])},
            {u"kindsClaimed"_s, jsonOf(m_kindsClaimed)}};
}

int measure(const QString &folder, bool showErrors)
{
    Measurement measurement(showErrors);
    const QTemporaryDir samplesFolder;
    for (const SampleInfo &info : samples()) {
        const QString path = samplesFolder.filePath(QString(info.key + u".sqlite"_s));
        orThrow(writeSample(info.sample, path));
        measurement.add(info.key, orThrow(readDatabase(path)), true);
    }
    for (const QString &path : databasesIn(folder))
        measurement.add(databaseName(path), orThrow(readDatabase(path)), false);
    out() << QJsonDocument(measurement.json()).toJson(showErrors ? QJsonDocument::Indented : QJsonDocument::Compact);
    return 0;
}

int scale(int tables)
{
    Schema schema = syntheticSchema(tables);
    QJsonObject times;
    double total = 0;
    const auto timed = [&](const QString &step, auto &&run) {
        const std::clock_t before = std::clock(); // processor time: what else the machine does is left out
        run();
        const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
        times[step] = seconds;
        total += seconds;
    };
    timed(u"roles"_s, [&] { assignColumnRoles(schema); });
    timed(u"keys"_s, [&] { inferForeignKeys(schema, {}); });
    timed(u"kind"_s, [&] { detectOrganisationKind(schema); });
    timed(u"descriptions"_s, [&] { describeSchema(schema); });
    timed(u"examples"_s, [&] { exampleQuestions(schema); });
    times[u"total"_s] = total;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    times[u"megabytes"_s] = double(usage.ru_maxrss) / 1024;
    out() << QJsonDocument(times).toJson(QJsonDocument::Compact);
    return 0;
}

int show(const QString &path)
{
    ConnectionPolicyOptions options;
    options.open = true;
    const std::unique_ptr<TargetDatabase> target =
        orThrow(SqliteTarget::open(orThrow(orThrow(ConnectionPolicy::create(options)).checkFile(path))));
    const Understanding learned = orThrow(Onboarder().understand(*target, {}, {}));
    out() << "== " << databaseName(path) << ": " << learned.organisation.kind << ' ' << learned.organisation.confidence
          << '\n';
    for (const QString &evidence : learned.organisation.evidence)
        out() << "   " << evidence << '\n';
    for (const Table &table : learned.schema.tables) {
        out() << table.name << ": " << table.description << '\n';
        for (const Column &column : table.columns) {
            out() << "   " << column.name << " [" << roleWord(column.role)
                  << (column.unit.isEmpty() ? QString() : QString(u", "_s + column.unit)) << "] " << column.description
                  << '\n';
        }
    }
    for (const QuestionExample &example : learned.examples)
        out() << " ? " << example.question << "   (" << example.rowCount << ")\n";
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const QString verb = arguments.value(1);
    try {
        if ((verb == u"measure" || verb == u"errors") && arguments.size() <= 3)
            return measure(arguments.value(2, tuningFolder()), verb == u"errors");
        if (verb == u"scale" && arguments.size() == 3)
            return scale(arguments[2].toInt());
        if (verb == u"ask" && arguments.size() == 3) {
            out() << QJsonDocument(questionTimes(arguments[2].toInt())).toJson(QJsonDocument::Compact);
            return 0;
        }
        if (verb == u"show") {
            for (const QString &path : arguments.sliced(2))
                show(path);
            return 0;
        }
    } catch (const Problem &problem) {
        QTextStream(stderr) << problem.detail << '\n';
        return 1;
    }
    QTextStream(stderr)
        << "Usage: bench_understanding measure [FOLDER] | errors [FOLDER] | scale TABLES | ask TABLES | show FILE...\n";
    return 2;
}
