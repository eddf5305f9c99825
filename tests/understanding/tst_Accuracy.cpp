// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/evaluation/Evaluation.h"
#include "tests/support/TestRunner.h"
#include "tests/understanding/ReadDatabase.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace tabletalk::evaluation;
using namespace Qt::StringLiterals;

namespace {

constexpr double mostPointsLost = 2;
constexpr quint64 seed = 1;

/// A line of accuracy.tsv.
struct Figure
{
    QString database;
    int questions = 0;
    int right = 0;
};

/// The recorded figures, with the words before them.
struct Record
{
    QString head;
    std::vector<Figure> figures;
};

QString recordFile()
{
    return QStringLiteral(TABLETALK_SOURCE_DIR "/tests/understanding/accuracy.tsv");
}

Record readRecord()
{
    Record record;
    QFile file(recordFile());
    if (!file.open(QIODevice::ReadOnly))
        return record;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList cells = line.split(u'\t');
        if (line.startsWith(u'#'))
            record.head += line + u'\n';
        else if (cells.size() == 3)
            record.figures.push_back({cells[0], cells[1].toInt(), cells[2].toInt()});
    }
    return record;
}

bool writeRecord(const Record &record)
{
    QString text = record.head;
    for (const Figure &figure : record.figures)
        text += u"%1\t%2\t%3\n"_s.arg(figure.database).arg(figure.questions).arg(figure.right);
    QFile file(recordFile());
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text.toUtf8()) > 0;
}

/// So many of each database as the record says.
std::vector<GoldQuestion> sampleFor(const Record &record, const std::vector<GoldQuestion> &all)
{
    std::vector<GoldQuestion> sample;
    for (const Figure &figure : record.figures) {
        std::vector<GoldQuestion> ofDatabase;
        std::ranges::copy_if(all, std::back_inserter(ofDatabase),
                             [&](const GoldQuestion &q) { return q.databaseId == figure.database; });
        std::ranges::copy(sampleOf(std::move(ofDatabase), size_t(figure.questions), seed), std::back_inserter(sample));
    }
    return sample;
}

} // namespace

/// Questions to databases that nobody prepared it for, against what was reached before.
class TestAccuracy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asManyQuestionsAreAnsweredRightlyAsBefore()
    {
        QFile file(QDir(tuningFolder()).filePath(u"../questions.jsonl"_s));
        if (tuningFolder().isEmpty() || !file.open(QIODevice::ReadOnly))
            QSKIP("The tuning questions are not here; set TABLETALK_TUNING_DATABASES to the folder of their databases, "
                  "which lies beside questions.jsonl.");
        const QByteArray lines = file.readAll();
        const auto all = readGoldQuestions({lines.constData(), size_t(lines.size())});
        QVERIFY2(all.has_value(), all ? "" : qPrintable(all.error().detail));
        Record record = readRecord();
        EvaluationTask task;
        task.questions = sampleFor(record, *all);
        task.databaseFolder = tuningFolder();
        task.now = Instant::fromRfc3339(u"2026-03-01T12:00:00Z").value_or(Instant());
        task.ranks = Ranks::Left;
        const auto outcomes = evaluate(task, *ask::makeAnalyst());
        QVERIFY2(outcomes.has_value(), outcomes ? "" : qPrintable(outcomes.error().detail));
        compare(record, *outcomes);
    }

private:
    static void compare(Record &record, const std::vector<Outcome> &outcomes)
    {
        int asked = 0;
        int before = 0;
        int right = 0;
        QString differences;
        for (Figure &figure : record.figures) {
            const int now = int(std::ranges::count_if(outcomes, [&](const Outcome &outcome) {
                return outcome.question.databaseId == figure.database && outcome.isRight();
            }));
            if (now != figure.right)
                differences += u" %1: %2, was %3;"_s.arg(figure.database).arg(now).arg(figure.right);
            asked += figure.questions;
            before += figure.right;
            right += now;
            figure.right = now;
        }
        QCOMPARE(outcomes.size(), size_t(asked));
        const double points = 100.0 * (right - before) / asked;
        qInfo("%d of %d questions right, recorded were %d;%s", right, asked, before, qPrintable(differences));
        if (qEnvironmentVariableIsSet("TABLETALK_REBASELINE")) {
            QVERIFY(writeRecord(record));
            return;
        }
        QVERIFY2(points >= -mostPointsLost, qPrintable(u"%1 points lost"_s.arg(-points, 0, 'f', 1)));
    }
};

static const bool registered = tabletalk::test::add<TestAccuracy>();
#include "tst_Accuracy.moc"
