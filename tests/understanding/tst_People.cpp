// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/evaluation/Evaluation.h"
#include "server/samples/SampleDatabase.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace tabletalk;
using namespace tabletalk::evaluation;
using namespace Qt::StringLiterals;

namespace {

QString pathOf(const QString &name)
{
    return QStringLiteral(TABLETALK_SOURCE_DIR "/tests/understanding/") + name;
}

/// "SELECT [[name // id, name]] FROM t": each way to write the query.
std::vector<QString> waysOf(const QString &sql)
{
    static const QRegularExpression choice(u"\\[\\[(.*?)\\]\\]"_s);
    const QRegularExpressionMatch match = choice.match(sql);
    if (!match.hasMatch())
        return {sql};
    std::vector<QString> ways;
    for (const QString &option : match.captured(1).split(u"//"_s)) {
        const QString one = sql.left(match.capturedStart()) + option.trimmed() + sql.mid(match.capturedEnd());
        std::ranges::copy(waysOf(one), std::back_inserter(ways));
    }
    return ways;
}

struct Asked
{
    Instant now;
    std::vector<GoldQuestion> questions;
};

/// A file such as people.jsonl: what it is and when it is asked, then a question a line.
Asked readAsked(const QString &name)
{
    Asked asked;
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return asked;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.contains(u"now"_s))
            asked.now = Instant::fromRfc3339(object[u"now"_s].toString()).value_or(Instant());
        if (!object.contains(u"question"_s))
            continue;
        GoldQuestion question;
        question.id = object[u"id"_s].toString();
        question.databaseId = object[u"organisation"_s].toString();
        question.text = object[u"question"_s].toString();
        question.gold = waysOf(object[u"gold"_s].toString());
        for (const QJsonValue &other : object[u"alternatives"_s].toArray())
            std::ranges::copy(waysOf(other.toString()), std::back_inserter(question.gold));
        asked.questions.push_back(std::move(question));
    }
    return asked;
}

/// people-wrong.txt: remarks, then the questions that are not yet answered rightly, by file.
struct Record
{
    QString head;
    std::set<QString> wrong;
};

Record readRecord()
{
    Record record;
    QFile file(pathOf(u"people-wrong.txt"_s));
    if (!file.open(QIODevice::ReadOnly))
        return record;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u'#'))
            record.head += line + u'\n';
        else
            record.wrong.insert(line.section(u' ', 0, 0));
    }
    return record;
}

bool writeRecord(const Record &record, const std::vector<GoldQuestion> &questions)
{
    QString text = record.head;
    for (const GoldQuestion &question : questions) {
        if (record.wrong.contains(question.id))
            text += question.id + u' ' + question.text + u'\n';
    }
    QFile file(pathOf(u"people-wrong.txt"_s));
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text.toUtf8()) > 0;
}

} // namespace

/// What people of the sample organisations ask, against what was reached before.
class TestPeople : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatPeopleAskIsAnsweredAsOftenAsBefore()
    {
        const QTemporaryDir folder;
        for (const SampleInfo &info : samples())
            QVERIFY(writeSample(info.sample, folder.filePath(QString(info.key + u".sqlite"_s))).has_value());
        EvaluationTask task;
        for (const QString &name : {u"people.jsonl"_s, u"people-terse.jsonl"_s}) {
            const Asked asked = readAsked(name);
            QVERIFY2(asked.questions.size() >= 60, qPrintable(name));
            task.now = asked.now;
            task.questions.insert(task.questions.end(), asked.questions.begin(), asked.questions.end());
        }
        task.databaseFolder = folder.path();
        task.ranks = Ranks::Left;
        const auto outcomes = evaluate(task, *ask::makeAnalyst());
        QVERIFY2(outcomes.has_value(), outcomes ? "" : qPrintable(outcomes.error().detail));
        QCOMPARE(outcomes->size(), task.questions.size());
        compare(task.questions, *outcomes);
    }

private:
    static void compare(const std::vector<GoldQuestion> &questions, const std::vector<Outcome> &outcomes)
    {
        Record record = readRecord();
        std::set<QString> wrong;
        QStringList lost;
        QStringList won;
        for (const Outcome &outcome : outcomes) {
            const GoldQuestion &question = outcome.question;
            QVERIFY2(outcome.counts(), qPrintable(u"no right query of %1 can be run"_s.arg(question.id)));
            if (!outcome.isRight())
                wrong.insert(question.id);
            if (!outcome.isRight() && !record.wrong.contains(question.id))
                lost << question.id + u' ' + question.text + u" -> " + outcome.sql;
            if (outcome.isRight() && record.wrong.contains(question.id))
                won << question.id + u' ' + question.text;
        }
        const size_t before = record.wrong.size();
        qInfo("%zu of %zu questions right, recorded were %zu", questions.size() - wrong.size(), questions.size(),
              questions.size() - before);
        if (!won.isEmpty())
            qInfo("now right, to be taken off the list:\n%s", qPrintable(won.join(u'\n')));
        if (qEnvironmentVariableIsSet("TABLETALK_REBASELINE")) {
            record.wrong = wrong;
            QVERIFY(writeRecord(record, questions));
            return;
        }
        QVERIFY2(wrong.size() <= before, qPrintable(u"now wrong:\n"_s + lost.join(u'\n')));
    }
};

static const bool registered = tabletalk::test::add<TestPeople>();
#include "tst_People.moc"
