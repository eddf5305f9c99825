// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/evaluation/Evaluation.h"
#include "server/samples/SampleDatabase.h"
#include "tests/support/TestRunner.h"
#include "tests/understanding/ReadDatabase.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace tabletalk::evaluation;
using namespace Qt::StringLiterals;

namespace {

// What was reached when this was last measured; a few may come and go with other changes.
constexpr int rightOfSamples = 34;
constexpr int rightOfOthers = 157;
constexpr double lossAllowed = 0.03;

/// The questions of conversations.tsv, each with those before it.
std::vector<GoldQuestion> readConversations()
{
    std::vector<GoldQuestion> questions;
    QFile file(QStringLiteral(TABLETALK_SOURCE_DIR "/tests/understanding/conversations.tsv"));
    if (!file.open(QIODevice::ReadOnly))
        return questions;
    QString conversation;
    std::vector<QString> history;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList cells = line.split(u'\t');
        if (line.startsWith(u'#') || cells.size() != 4)
            continue;
        if (cells[0] != conversation)
            history.clear();
        conversation = cells[0];
        GoldQuestion question;
        question.id = conversation + u'-' + QString::number(history.size());
        question.databaseId = cells[1];
        question.text = cells[2];
        question.gold = {cells[3]};
        question.history = history;
        history.push_back(cells[2]);
        questions.push_back(std::move(question));
    }
    return questions;
}

bool isOfSample(const GoldQuestion &question)
{
    return sampleFromKey(question.databaseId).has_value();
}

} // namespace

/// Questions that go on with the ones before them.
class TestConversations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followUpsAboutTheSampleOrganisationsAreAnsweredAsOftenAsBefore()
    {
        const QTemporaryDir folder;
        for (const SampleInfo &info : samples())
            QVERIFY(writeSample(info.sample, folder.filePath(QString(info.key + u".sqlite"_s))).has_value());
        compare(folder.path(), true, rightOfSamples);
    }

    void followUpsAboutOtherDatabasesAreAnsweredAsOftenAsBefore()
    {
        if (tuningFolder().isEmpty())
            QSKIP("The tuning databases are not here; set TABLETALK_TUNING_DATABASES to their folder.");
        compare(tuningFolder(), false, rightOfOthers);
    }

private:
    static void compare(const QString &folder, bool ofSamples, int before)
    {
        EvaluationTask task;
        for (const GoldQuestion &question : readConversations()) {
            if (isOfSample(question) == ofSamples && !question.history.empty())
                task.questions.push_back(question);
        }
        task.databaseFolder = folder;
        task.now = Instant::fromRfc3339(u"2026-06-30T12:00:00Z").value_or(Instant());
        task.ranks = Ranks::Left;
        const auto outcomes = evaluate(task, *ask::makeAnalyst());
        QVERIFY2(outcomes.has_value(), outcomes ? "" : qPrintable(outcomes.error().detail));
        QVERIFY(outcomes->size() > 40);
        QStringList wrong;
        for (const Outcome &outcome : *outcomes) {
            QVERIFY2(outcome.counts(), qPrintable(outcome.question.gold.front()));
            if (!outcome.isRight())
                wrong << outcome.question.id + u' ' + outcome.question.text + u" -> " + outcome.sql;
        }
        const int right = int(outcomes->size()) - int(wrong.size());
        qInfo("%d of %d follow-ups right, recorded were %d", right, int(outcomes->size()), before);
        QVERIFY2(right >= before - int(lossAllowed * double(outcomes->size())), qPrintable(wrong.join(u'\n')));
    }
};

static const bool registered = tabletalk::test::add<TestConversations>();
#include "tst_Conversations.moc"
