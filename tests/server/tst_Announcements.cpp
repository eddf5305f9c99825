// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/announcements/AnnouncementService.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    api::Announcement announce(const QString &title, std::chrono::hours begins = 0h,
                               std::optional<std::chrono::hours> ends = {}, bool dismissible = true)
    {
        platform.clock.advance(1s);
        api::CreateAnnouncementRequest request;
        request.title = title;
        request.text = u"Read this."_s;
        request.severity = u"warning"_s;
        request.from = platform.clock.now() + begins;
        if (ends)
            request.until = platform.clock.now() + *ends;
        request.dismissible = dismissible;
        return runAwaitable(service.create(request));
    }
    Identity person(const QString &name, const TenantScope &scope)
    {
        return People::identity(scope, people.member(scope, name + u"@example.org"_s));
    }
    QString seenBy(const Identity &who)
    {
        QStringList titles;
        for (const api::Announcement &each : runAwaitable(service.current(who)).items)
            titles += each.title;
        return titles.join(u' ');
    }
    std::optional<ProblemCode> refusalOf(const api::CreateAnnouncementRequest &request)
    {
        return problemOf([&] { runAwaitable(service.create(request)); });
    }

    TestPlatform platform;
    People people{platform};
    AnnouncementService service{*platform.database, platform.clock};
};

} // namespace

/// What those who operate the server tell everybody on it.
class TestAnnouncements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everybodySeesWhatHoldsNowNewestFirst()
    {
        Fixture f;
        const Identity ada = f.person(u"ada"_s, f.people.tenant(u"A"_s));
        const Identity bo = f.person(u"bo"_s, f.people.tenant(u"B"_s));
        f.announce(u"endless"_s);
        f.announce(u"ends"_s, 0h, 2h);
        f.announce(u"comes"_s, 1h);
        QCOMPARE(f.seenBy(ada), u"ends endless"_s);
        QCOMPARE(f.seenBy(bo), u"ends endless"_s);
        f.platform.clock.advance(1h);
        QCOMPARE(f.seenBy(ada), u"comes ends endless"_s);
        f.platform.clock.advance(1h);
        QCOMPARE(f.seenBy(ada), u"comes endless"_s);
        QCOMPARE(runAwaitable(f.service.all()).items.size(), size_t(3));
    }

    void eachPersonDismissesForThemselvesInAllOrganisations()
    {
        Fixture f;
        const TenantScope first = f.people.tenant(u"A"_s);
        const TenantScope second = f.people.tenant(u"B"_s);
        const Identity ada = f.person(u"ada"_s, first);
        const Identity bo = f.person(u"bo"_s, first);
        const AnnouncementId id = f.announce(u"news"_s).id;
        runAwaitable(f.service.dismiss(ada, {id}));
        runAwaitable(f.service.dismiss(ada, {id})); // sent twice
        QCOMPARE(f.seenBy(ada), QString());
        f.people.join(second, ada.user);
        QCOMPARE(f.seenBy(People::identity(second, ada.user)), QString());
        QCOMPARE(f.seenBy(bo), u"news"_s);
    }

    void whatMustBeSeenIsNotDismissed()
    {
        Fixture f;
        const Identity ada = f.person(u"ada"_s, f.people.tenant(u"A"_s));
        const AnnouncementId id = f.announce(u"outage"_s, 0h, {}, false).id;
        QCOMPARE(problemOf([&] { runAwaitable(f.service.dismiss(ada, {id})); }), ProblemCode::Conflict);
        QCOMPARE(f.seenBy(ada), u"outage"_s);
    }

    void whatIsToComeIsNobodysToKnow()
    {
        Fixture f;
        const Identity ada = f.person(u"ada"_s, f.people.tenant(u"A"_s));
        const AnnouncementId id = f.announce(u"secret"_s, 1h).id;
        QCOMPARE(problemOf([&] { runAwaitable(f.service.dismiss(ada, {id})); }), ProblemCode::NotFound);
        f.platform.clock.advance(1h);
        QCOMPARE(f.seenBy(ada), u"secret"_s);
    }

    void whatWasChangedIsSeenAgainAndWhatWasRemovedIsGone()
    {
        Fixture f;
        const Identity ada = f.person(u"ada"_s, f.people.tenant(u"A"_s));
        const AnnouncementId id = f.announce(u"old"_s).id;
        runAwaitable(f.service.dismiss(ada, {id}));
        api::UpdateAnnouncementRequest request;
        request.id = id;
        request.title = u"new"_s;
        const api::Announcement changed = runAwaitable(f.service.update(request));
        QCOMPARE(changed.text, u"Read this."_s);
        QCOMPARE(f.seenBy(ada), u"new"_s);
        runAwaitable(f.service.dismiss(ada, {id}));
        runAwaitable(f.service.remove({id}));
        QCOMPARE(f.seenBy(ada), QString());
        QCOMPARE(problemOf([&] { runAwaitable(f.service.remove({id})); }), ProblemCode::NotFound);
        QCOMPARE(problemOf([&] { runAwaitable(f.service.update(request)); }), ProblemCode::NotFound);
    }

    void whatCannotBeShownIsRefused()
    {
        Fixture f;
        const Instant now = f.platform.clock.now();
        api::CreateAnnouncementRequest good;
        good.title = u"title"_s;
        QCOMPARE(f.refusalOf(good), std::nullopt);
        for (const auto &spoil : std::initializer_list<std::function<void(api::CreateAnnouncementRequest &)>>{
                 [](auto &request) { request.title = u"  "_s; },
                 [](auto &request) { request.title = QString(201, u'x'); },
                 [](auto &request) { request.text = QString(2'001, u'x'); },
                 [](auto &request) { request.severity = u"loud"_s; }, [&](auto &request) { request.until = now; }}) {
            api::CreateAnnouncementRequest bad = good;
            spoil(bad);
            QCOMPARE(f.refusalOf(bad), ProblemCode::InvalidRequest);
        }
        for (int i = 1; i < 100; ++i)
            QCOMPARE(f.refusalOf(good), std::nullopt);
        QCOMPARE(f.refusalOf(good), ProblemCode::LimitReached);
        const Identity ada = f.person(u"ada"_s, f.people.tenant(u"A"_s));
        QCOMPARE(runAwaitable(f.service.current(ada)).items.size(), size_t(10)); // a window shows no more
    }
};

static const bool registered = tabletalk::test::add<TestAnnouncements>();
#include "tst_Announcements.moc"
