// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Common.h"
#include "core/api/Tenants.h"
#include "server/api/Registry.h"
#include "tests/support/TestRunner.h"

#include <boost/json.hpp>

#include <QTest>

#include <stdexcept>

using namespace tabletalk;

namespace {

auto nothing = [](Call, api::Empty) -> Awaitable<api::Empty> { co_return api::Empty(); };

void add(Registry &registry, const char *name, HttpMethod method, const char *path)
{
    registry.add<api::Empty, api::Empty>({.name = name, .method = method, .path = path}, Permission::OwnAccount,
                                         nothing);
}

} // namespace

class TestRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void operationsAreFoundByNameAndListedInItsOrder()
    {
        Registry registry;
        add(registry, "b.two", HttpMethod::Get, "two");
        add(registry, "a.one", HttpMethod::Get, "one");
        add(registry, "c.three", HttpMethod::Get, "three");
        QCOMPARE(registry.find("a.one")->info.path, std::string("one"));
        QVERIFY(!registry.find("a"));
        QVERIFY(!registry.find(""));
        QCOMPARE(registry.operations().front()->info.name, std::string("a.one"));
        QCOMPARE(registry.operations().back()->info.name, std::string("c.three"));
    }

    void theSamePathMayTakeSeveralVerbs()
    {
        Registry registry;
        add(registry, "a.read", HttpMethod::Get, "things");
        add(registry, "a.create", HttpMethod::Post, "things");
        QCOMPARE(registry.operations().size(), size_t(2));
    }

    void whatIsDeclaredTwiceDoesNotStart()
    {
        Registry registry;
        add(registry, "a.one", HttpMethod::Get, "one");
        QVERIFY_THROWS_EXCEPTION(std::logic_error, add(registry, "a.one", HttpMethod::Get, "other"));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, add(registry, "a.two", HttpMethod::Get, "one"));
        QCOMPARE(registry.operations().size(), size_t(1));
    }

    void twoNamesForTheSameFieldOfAPathAreTheSamePath()
    {
        Registry registry;
        const auto echo = [](Call, api::MemberRequest) -> Awaitable<api::Empty> { co_return api::Empty(); };
        const auto list = [](Call, api::WorkspaceListRequest) -> Awaitable<api::Empty> { co_return api::Empty(); };
        registry.add<api::MemberRequest, api::Empty>({.name = "a.one", .path = "things/{id}"}, Permission::OwnAccount,
                                                     echo);
        QVERIFY_THROWS_EXCEPTION(std::logic_error,
                                 (registry.add<api::WorkspaceListRequest, api::Empty>(
                                     {.name = "a.two", .path = "things/{cursor}"}, Permission::OwnAccount, list)));
    }

    void badNamesAndPathsDoNotStart_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("no verb") << QByteArray("thing") << QByteArray("things");
        QTest::newRow("empty noun") << QByteArray(".read") << QByteArray("things");
        QTest::newRow("empty verb") << QByteArray("thing.") << QByteArray("things");
        QTest::newRow("two dots") << QByteArray("a.b.c") << QByteArray("things");
        QTest::newRow("space") << QByteArray("a.b c") << QByteArray("things");
        QTest::newRow("leading slash") << QByteArray("a.b") << QByteArray("/things");
        QTest::newRow("trailing slash") << QByteArray("a.b") << QByteArray("things/");
        QTest::newRow("empty path") << QByteArray("a.b") << QByteArray("");
        QTest::newRow("field that is not there") << QByteArray("a.b") << QByteArray("things/{id}");
        QTest::newRow("odd characters") << QByteArray("a.b") << QByteArray("things?x");
    }

    void badNamesAndPathsDoNotStart()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, path);
        Registry registry;
        QVERIFY_THROWS_EXCEPTION(std::logic_error, add(registry, name.constData(), HttpMethod::Get, path.constData()));
        QVERIFY(registry.operations().empty());
    }

    void anOperationIsPublicOrHasAPermission()
    {
        Registry registry;
        add(registry, "a.closed", HttpMethod::Get, "closed");
        registry.addPublic<api::Empty, api::Empty>(
            {.name = "a.open", .path = "open"},
            [](PublicCall, api::Empty) -> Awaitable<api::Empty> { co_return api::Empty(); });
        QVERIFY(registry.find("a.closed")->permission.has_value());
        QVERIFY(!registry.find("a.open")->permission.has_value());
    }
};

static const bool registered = tabletalk::test::add<TestRegistry>();
#include "tst_Registry.moc"
