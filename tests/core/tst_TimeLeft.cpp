// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/TimeLeft.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

using namespace tabletalk::knowledge;
using namespace Qt::StringLiterals;

namespace {

struct File
{
    QString kind;
    qint64 bytes = 0;
    qint64 tookMs = 0;
};

/// Files of two kinds, most of them small and some large, whose times scatter by a third.
std::vector<File> batch(unsigned seed, int count)
{
    std::mt19937 random(seed);
    std::lognormal_distribution<double> size(10, 1.5);
    std::normal_distribution<double> scatter(1, 0.33);
    std::vector<File> files;
    for (int i = 0; i < count; ++i) {
        const bool isPdf = random() % 3 == 0;
        const auto bytes = qint64(size(random)) + 1;
        const double ms = isPdf ? 40 + double(bytes) / 300 : 12 + double(bytes) / 4'000;
        files.push_back({isPdf ? u"pdf"_s : u"text"_s, bytes, qint64(ms * std::max(0.2, scatter(random))) + 1});
    }
    return files;
}

} // namespace

/// A simulated batch on two threads: what is said is held against what comes.
class TestTimeLeft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSaidBeforeEnoughIsKnown()
    {
        QVERIFY(!secondsLeft({}, {{u"pdf"_s, 10, 1e6}}));
        std::vector<FinishedFile> few(4, {u"pdf"_s, 1'000, 1'000, 0});
        QVERIFY(!secondsLeft(few, {{u"pdf"_s, 10, 1e6}}));
    }
    void nothingIsLeftWhenNothingWaits()
    {
        std::vector<FinishedFile> done;
        for (int i = 1; i <= 10; ++i)
            done.push_back({u"pdf"_s, 1'000, 1'000, i * 1'000});
        QCOMPARE(secondsLeft(done, {}), std::optional<qint64>(0));
    }
    void whatIsSaidComesTrue_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 20; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void whatIsSaidComesTrue()
    {
        QFETCH(unsigned, seed);
        const std::vector<File> files = batch(seed, 2'500);
        std::vector<FinishedFile> done;
        std::array<qint64, 2> threads{0, 0};
        for (const File &file : files) {
            qint64 &thread = threads[0] <= threads[1] ? threads[0] : threads[1];
            thread += file.tookMs + 3; // it takes a moment to find the next one
            done.push_back({file.kind, file.bytes, file.tookMs, thread});
        }
        const qint64 end = std::max(threads[0], threads[1]);
        for (const size_t at : {size_t(125), size_t(500), size_t(1'250), size_t(2'250)}) {
            // The last that ended by now, as the server asks for them, and what is being read beside them.
            const qint64 now = done[at - 1].endedMs;
            std::vector<FinishedFile> recent;
            std::ranges::copy_if(done, std::back_inserter(recent),
                                 [&](const FinishedFile &file) { return file.endedMs <= now; });
            std::ranges::sort(recent, {}, &FinishedFile::endedMs);
            if (recent.size() > 200)
                recent.erase(recent.begin(), recent.end() - 200);
            for (const FinishedFile &file : done) {
                const qint64 began = file.endedMs - file.tookMs;
                if (file.endedMs > now && began < now)
                    recent.push_back({file.kind, file.bytes, now - began, now, true});
            }
            std::vector<WaitingFiles> waiting{{u"pdf"_s, 0, 0}, {u"text"_s, 0, 0}};
            for (size_t i = at; i < files.size(); ++i) {
                WaitingFiles &of = waiting[files[i].kind == u"pdf" ? 0 : 1];
                ++of.files;
                of.bytes += double(files[i].bytes);
            }
            const double truth = double(end - now) / 1'000;
            const auto said = secondsLeft(recent, waiting);
            QVERIFY(said);
            const QString found = u"after %1: said %2, took %3"_s.arg(at).arg(*said).arg(truth);
            QVERIFY2(std::abs(double(*said) - truth) <= std::max(2.0, truth / 4), qPrintable(found));
        }
    }
    void aPauseIsNoWork()
    {
        std::vector<FinishedFile> done;
        for (int i = 1; i <= 20; ++i)
            done.push_back({u"pdf"_s, 1'000, 1'000, i * 1'000 + (i > 10 ? 3'600'000 : 0)});
        const auto said = secondsLeft(done, {{u"pdf"_s, 10, 10'000}});
        QVERIFY(said && *said >= 9 && *said <= 12);
    }
};

static const bool registered = tabletalk::test::add<TestTimeLeft>();
#include "tst_TimeLeft.moc"
