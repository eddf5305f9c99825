// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "server/chat/ModelProgress.h"
#include "server/events/EventService.h"
#include "tests/support/TestRunner.h"

#include <boost/json.hpp>

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Keeps what is appended.
class Notes final : public EventWriter
{
public:
    StreamId stream() const override { return {}; }
    void append(const char *, boost::json::value data) override { events.push_back(data.as_object()); }
    Awaitable<void> finish(const char *, boost::json::value, std::function<void(Transaction &)>) override { co_return; }
    void finishNow(const char *, boost::json::value) override {}

    std::vector<boost::json::object> events;
};

ModelTarget target()
{
    ModelTarget target;
    target.endpoint.base = QUrl(u"https://models.example.org/v1"_s);
    target.model = u"clever"_s;
    return target;
}

} // namespace

class TestModelProgress : public QObject
{
    Q_OBJECT

private:
    ManualClock m_clock{Instant{1'700'000'000'000}};

private Q_SLOTS:
    void itSaysHowFarTheModelIsAndNotMoreOftenThanAnybodyReads()
    {
        Notes notes;
        ModelProgress progress(notes, target(), m_clock);
        progress.wrote(u"{\"explanation\":\"Counts the"_s);
        QVERIFY(notes.events.empty());
        m_clock.advance(ModelProgress::firstInterval);
        progress.wrote(u" orders"_s);
        progress.wrote(u" of a year"_s);
        QCOMPARE(notes.events.size(), size_t(1));
        const boost::json::object &event = notes.events.front();
        QCOMPARE(event.at("state").as_string(), "writing");
        QCOMPARE(event.at("host").as_string(), "models.example.org");
        QCOMPARE(event.at("model").as_string(), "clever");
        QCOMPARE(event.at("detail").as_string(), "Counts the orders");
        QCOMPARE(event.at("characters").as_int64(), 33);
    }

    void howeverLongAModelWritesTheStreamStaysSmall()
    {
        Notes notes;
        ModelProgress progress(notes, target(), m_clock);
        progress.wrote(u"{\"explanation\":\""_s);
        for (int i = 0; i < 100'000; ++i) {
            m_clock.advance(100ms);
            progress.wrote(QString(100, u'x'));
        }
        QCOMPARE(notes.events.size(), size_t(ModelProgress::mostEvents));
        for (const boost::json::object &event : notes.events)
            QVERIFY(boost::json::serialize(event).size() < 500);
    }

    void aModelThatStopsWritingIsToldNoMore()
    {
        Notes notes;
        {
            ModelProgress progress(notes, target(), m_clock);
            m_clock.advance(10s);
        }
        QVERIFY(notes.events.empty());
    }
};

static const bool registered = tabletalk::test::add<TestModelProgress>();
#include "tst_ModelProgress.moc"
