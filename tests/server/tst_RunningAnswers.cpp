// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Uuid7.h"
#include "server/chat/RunningAnswers.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;

class TestRunningAnswers : public QObject
{
    Q_OBJECT

private:
    const TenantId m_tenant = makeId<TenantId>({1});
    const UserId m_user = makeId<UserId>({1});

private Q_SLOTS:
    void whoAskedStopsTheirAnswerAndNobodyElseDoes()
    {
        RunningAnswers answers;
        const auto message = makeId<MessageId>({1});
        const RunningAnswers::Entry entry(answers, m_tenant, m_user, {}, message);
        QVERIFY(!answers.stop(m_tenant, makeId<UserId>({1}), message));
        QVERIFY(!answers.stop(makeId<TenantId>({1}), m_user, message));
        QVERIFY(!answers.stopTokenOf(message).stop_requested());
        QVERIFY(answers.stop(m_tenant, m_user, message));
        QVERIFY(answers.stopTokenOf(message).stop_requested());
    }

    /// Questions are taken for a moment longer than answers are stopped; the server would wait for them.
    void whatBeginsWhileTheServerStopsIsStoppedAtOnce()
    {
        RunningAnswers answers;
        const auto before = makeId<MessageId>({1});
        const auto after = makeId<MessageId>({1});
        const RunningAnswers::Entry first(answers, m_tenant, m_user, {}, before);
        answers.stopAll();
        const RunningAnswers::Entry second(answers, m_tenant, m_user, {}, after);
        QVERIFY(answers.stopTokenOf(before).stop_requested());
        QVERIFY(answers.stopTokenOf(after).stop_requested());
    }
};

static const bool registered = tabletalk::test::add<TestRunningAnswers>();
#include "tst_RunningAnswers.moc"
