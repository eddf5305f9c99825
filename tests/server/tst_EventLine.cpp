// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/EventLine.h"
#include "server/base/WaitFor.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const std::string> told(int seq, const char *type)
{
    return std::make_shared<const std::string>(R"({"method":"event","params":{"seq":)" + std::to_string(seq)
                                               + R"(,"type":")" + type + R"(","data":{"n":1}}})");
}

std::optional<std::string> next(const TextStream &stream)
{
    return waitFor(stream.next());
}

} // namespace

/// Events of an answer as text, piece by piece.
class TestEventLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLongSilenceIsFilledWithComments()
    {
        const auto line = std::make_shared<EventLine>(1ms);
        const TextStream stream = line->stream({});
        QCOMPARE(*next(stream), std::string(": begins\n\n"));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(*next(stream), std::string(": waiting\n\n"));
        line->send(told(1, "text"));
        QCOMPARE(*next(stream), std::string("id: 1\nevent: text\ndata: {\"n\":1}\n\n"));
        line->send(told(2, "done"));
        QCOMPARE(*next(stream), std::string("id: 2\nevent: done\ndata: {\"n\":1}\n\n"));
        QVERIFY(!next(stream));
    }
    void whatComesWaitsForNoComment()
    {
        const auto line = std::make_shared<EventLine>(1h);
        const TextStream stream = line->stream({});
        next(stream);
        line->send(told(1, "text"));
        QVERIFY(next(stream)->starts_with("id: 1\n"));
    }
    void aReaderThatIsGoneEarlyIsToldOfOnce()
    {
        int gone = 0;
        const auto line = std::make_shared<EventLine>(1h);
        {
            const TextStream stream = line->stream([&] { ++gone; });
            next(stream);
        }
        QCOMPARE(gone, 1);
        QVERIFY(!line->isOpen());
        line->send(told(1, "done"));
        QCOMPARE(gone, 1);
    }
    void aReaderThatHasItAllIsNotGone()
    {
        int gone = 0;
        const auto line = std::make_shared<EventLine>(1h);
        {
            const TextStream stream = line->stream([&] { ++gone; });
            next(stream);
            line->send(told(1, "problem"));
            next(stream);
            QVERIFY(!next(stream));
        }
        QCOMPARE(gone, 0);
    }
    void whoeverReadsTooSlowlyIsCutOff()
    {
        const auto line = std::make_shared<EventLine>(1h);
        const TextStream stream = line->stream({});
        next(stream);
        for (int i = 0; i <= int(EventLine::mostWaiting); ++i)
            line->send(told(i + 1, "text"));
        QVERIFY(!line->isOpen());
        QVERIFY(next(stream)); // what waited is still given
        QVERIFY(!next(stream));
    }
};

static const bool registered = tabletalk::test::add<TestEventLine>();
#include "tst_EventLine.moc"
