// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/OpenApi.h"
#include "tests/server/HttpFixture.h"
#include "tests/support/TestRunner.h"

#include <set>

using namespace tabletalk;
using namespace tabletalk::test;

namespace {

/// Every "$ref" of the document.
void collectReferences(const boost::json::value &json, std::set<std::string> &out)
{
    if (const auto *object = json.if_object()) {
        for (const auto &[key, value] : *object) {
            if (key == "$ref")
                out.insert(std::string(value.as_string()));
            else
                collectReferences(value, out);
        }
    } else if (const auto *array = json.if_array()) {
        for (const auto &value : *array)
            collectReferences(value, out);
    }
}

} // namespace

class TestOpenApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOperationIsListedOnce()
    {
        const HttpFixture fixture({}, false);
        const auto document = openApiDocument(fixture.registry);
        std::multiset<std::string> listed;
        for (const auto &path : document.at("paths").as_object()) {
            for (const auto &verb : path.value().as_object())
                listed.insert(std::string(verb.value().at("operationId").as_string()));
        }
        std::multiset<std::string> expected;
        for (const auto &operation : fixture.registry.operations())
            expected.insert(operation->info.name);
        QVERIFY(listed == expected);
    }

    void everyReferenceLeadsSomewhere()
    {
        const HttpFixture fixture({}, false);
        const boost::json::value document = openApiDocument(fixture.registry);
        std::set<std::string> references;
        collectReferences(document, references);
        QVERIFY(references.size() > 3);
        for (const std::string &reference : references) {
            boost::system::error_code failed;
            const auto *found = document.find_pointer(reference.substr(1), failed);
            QVERIFY2(found, reference.c_str());
        }
    }

    void everyFieldOfAPathIsARequiredParameter()
    {
        const HttpFixture fixture({}, false);
        const auto document = openApiDocument(fixture.registry);
        const auto &read = document.at("paths").at("/test/items/{id}").at("get");
        QCOMPARE(read.at("parameters").as_array().size(), size_t(1));
        QCOMPARE(read.at("parameters").at(0).at("in"), boost::json::value("path"));
        QCOMPARE(read.at("parameters").at(0).at("required"), boost::json::value(true));
    }

    void getTakesTheOtherFieldsFromTheQuery()
    {
        const HttpFixture fixture({}, false);
        const auto document = openApiDocument(fixture.registry);
        const auto &list = document.at("paths").at("/test/items").at("get");
        QCOMPARE(list.at("parameters").at(0).at("name"), boost::json::value("limit"));
        QCOMPARE(list.at("parameters").at(0).at("in"), boost::json::value("query"));
        QVERIFY(!list.as_object().contains("requestBody"));
    }

    void whatIsPublicIsListedAsPublic()
    {
        const HttpFixture fixture({}, false);
        const auto document = openApiDocument(fixture.registry);
        QVERIFY(document.at("paths").at("/test/open").at("get").at("security").as_array().empty());
        const auto &echo = document.at("paths").at("/test/echo").at("post").as_object();
        QVERIFY(!echo.contains("security")); // the document's own, which wants a token
        QCOMPARE(echo.at("x-permission"), boost::json::value("account.own"));
        QCOMPARE(document.at("security").as_array().size(), size_t(1));
    }

    void everyOperationMentionsItsProblems()
    {
        const HttpFixture fixture({}, false);
        const auto document = openApiDocument(fixture.registry);
        for (const auto &path : document.at("paths").as_object()) {
            for (const auto &verb : path.value().as_object())
                QVERIFY(verb.value().at("responses").as_object().contains("default"));
        }
        const auto &problem = document.at("components").at("responses").at("Problem").at("content").as_object();
        QVERIFY(problem.contains("application/problem+json"));
    }
};

static const bool registered = tabletalk::test::add<TestOpenApi>();
#include "tst_OpenApi.moc"
