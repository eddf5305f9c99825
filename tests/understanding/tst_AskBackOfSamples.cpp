// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/SqliteTarget.h"
#include "server/onboarding/Onboarder.h"
#include "server/samples/SampleDatabase.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

/// What people ask of one sample organisation.
QStringList questionsFor(const QString &organisation)
{
    QStringList questions;
    QFile file(QStringLiteral(TABLETALK_SOURCE_DIR "/tests/understanding/people.jsonl"));
    if (!file.open(QIODevice::ReadOnly))
        return questions;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object[u"organisation"].toString() == organisation)
            questions << object[u"question"].toString();
    }
    return questions;
}

std::shared_ptr<const Understanding> understandingOf(Sample sample, const QString &path)
{
    ConnectionPolicyOptions ownMachine;
    ownMachine.open = true;
    const auto policy = ConnectionPolicy::create(ownMachine);
    if (!policy || !writeSample(sample, path))
        return nullptr;
    const auto file = policy->checkFile(path);
    const auto target = file ? SqliteTarget::open(*file) : std::unexpected(file.error());
    if (!target)
        return nullptr;
    auto understood = Onboarder().understand(**target, {}, std::stop_token());
    return understood ? std::make_shared<const Understanding>(*std::move(understood)) : nullptr;
}

} // namespace

/// Questions that are asked back, over data as people have it.
class TestAskBackOfSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyChoiceLeadsToTheCandidateThatItStandsFor()
    {
        const auto analyst = ask::makeAnalyst();
        const QTemporaryDir folder;
        int askedBack = 0;
        for (const SampleInfo &info : samples()) {
            const auto understood = understandingOf(info.sample, folder.filePath(QString(info.key + u".sqlite"_s)));
            QVERIFY(understood);
            const auto prepared = analyst->prepare(understood);
            for (const QString &question : questionsFor(info.key)) {
                const auto translation = analyst->translate(ask::Question{question, {}, {}, {}, 0}, *prepared);
                if (!translation || !translation->askBack)
                    continue;
                ++askedBack;
                const std::vector<QString> &choices = translation->askBack->choices;
                QVERIFY2(choices.size() >= 2 && choices.size() <= 4, qPrintable(question));
                QVERIFY(!translation->askBack->question.isEmpty());
                QStringList answers;
                for (const QString &choice : choices) {
                    const auto again = analyst->translate(ask::Question{choice, {}, {}, {}, 0}, *prepared);
                    QVERIFY2(again, qPrintable(choice));
                    answers << again->candidates.front().sql;
                    QVERIFY2(std::ranges::find(translation->candidates, answers.back(), &ask::Candidate::sql)
                                 != translation->candidates.end(),
                             qPrintable(choice));
                }
                QCOMPARE(answers.removeDuplicates(), 0);
            }
        }
        qInfo("%d questions were asked back", askedBack);
        QVERIFY(askedBack > 0);
    }
};

static const bool registered = tabletalk::test::add<TestAskBackOfSamples>();
#include "tst_AskBackOfSamples.moc"
