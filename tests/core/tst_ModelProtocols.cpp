// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Protocol.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::model;
using namespace Qt::StringLiterals;

namespace {

QJsonObject bodyOf(const WireRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

ChatRequest questionWithTool()
{
    ChatRequest request;
    request.model = u"a-model"_s;
    request.messages = {
        {Role::System, u"Be brief."_s, {}, {}, {}},
        {Role::User, u"How many?"_s, {}, {}, {}},
        {Role::Assistant, {}, {{u"c1"_s, u"sql"_s, QString::fromLatin1(R"({"query":"SELECT 1"})")}}, {}, {}},
        {Role::Tool, u"1"_s, {}, u"c1"_s, u"sql"_s}};
    request.tools = {{u"sql"_s, u"Runs a query."_s, {{u"type"_s, u"object"_s}}}};
    return request;
}

Endpoint at(ProtocolKind kind, const char *base)
{
    return {kind, QUrl(QString::fromLatin1(base)), {}};
}

/// The answer put together from pieces of one size.
Result<Completion> read(ProtocolKind kind, const QByteArray &stream, qsizetype piece, QString *told = nullptr)
{
    const std::unique_ptr<AnswerReader> reader = protocolOf(kind).reader();
    for (qsizetype begin = 0; begin < stream.size(); begin += piece) {
        Result<QString> added =
            reader->feed(QByteArrayView(stream).sliced(begin).first(std::min(piece, stream.size() - begin)));
        if (!added)
            return std::unexpected(added.error());
        if (told)
            *told += *added;
    }
    return reader->finish();
}

struct Spoken
{
    ProtocolKind kind;
    QByteArray stream;
};

/// A stream as the provider's documentation shows it.
QByteArray recorded(const char *name)
{
    QFile file(QStringLiteral(TABLETALK_SOURCE_DIR "/tests/core/model/%1.txt").arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// "Two rows ünd" and a call: the same answer in the words of each provider.
std::vector<Spoken> sameAnswer()
{
    return {{ProtocolKind::OpenAi, recorded("openai")},
            {ProtocolKind::Anthropic, recorded("anthropic")},
            {ProtocolKind::Ollama, recorded("ollama")},
            {ProtocolKind::Gemini, recorded("gemini").replace("\n", "\r\n")}};
}

} // namespace

class TestModelProtocols : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyProtocolReadsTheSameAnswerHoweverItsBytesArrive()
    {
        for (const Spoken &spoken : sameAnswer()) {
            for (const qsizetype piece : {qsizetype(1), qsizetype(7), qsizetype(64), spoken.stream.size()}) {
                QString told;
                const Result<Completion> answer = read(spoken.kind, spoken.stream, piece, &told);
                QVERIFY2(answer, qPrintable(nameOf(spoken.kind)));
                QCOMPARE(answer->text, u"Two rows ünd"_s);
                QCOMPARE(told, answer->text);
                QCOMPARE(answer->calls.size(), size_t(1));
                QCOMPARE(answer->calls.front().name, u"sql"_s);
                QCOMPARE(QJsonDocument::fromJson(answer->calls.front().arguments.toUtf8()).object()[u"query"_s],
                         QJsonValue(u"SELECT 2"_s));
                QCOMPARE(answer->finish, FinishReason::ToolCalls);
                QCOMPARE(answer->tokens, (TokenUse{21, 7, false}));
                QCOMPARE(answer->model, u"m"_s);
            }
        }
    }

    void anAnswerThatBreaksOffIsNoAnswer()
    {
        for (const Spoken &spoken : sameAnswer()) {
            const qsizetype half = spoken.stream.indexOf("ünd") + 2; // within a letter, even
            const Result<Completion> answer = read(spoken.kind, spoken.stream.first(half), 5);
            QVERIFY2(!answer, qPrintable(nameOf(spoken.kind)));
            QCOMPARE(answer.error().code, ProblemCode::ModelFailed);
        }
    }

    void whatIsNoJsonIsAProblem()
    {
        for (const Spoken &spoken : sameAnswer()) {
            const bool lines = spoken.kind == ProtocolKind::Ollama;
            QVERIFY(!read(spoken.kind, lines ? "<html>oops</html>\n" : "data: <html>oops</html>\n\n", 4));
        }
    }

    void anErrorWithinTheStreamIsTold()
    {
        const std::vector<Spoken> errors = {
            {ProtocolKind::OpenAi, "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}\n\n"},
            {ProtocolKind::Anthropic,
             "event: error\ndata: "
             "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"overloaded\"}}\n\n"},
            {ProtocolKind::Ollama, "{\"error\":\"overloaded\"}\n"},
            {ProtocolKind::Gemini,
             "data: {\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}\n\n"}};
        for (const Spoken &spoken : errors) {
            const Result<Completion> answer = read(spoken.kind, spoken.stream, 9);
            QVERIFY2(!answer, qPrintable(nameOf(spoken.kind)));
            QVERIFY(answer.error().detail.contains(u"overloaded"));
        }
    }

    void aStreamWithoutAnEndIsCutOff()
    {
        const std::unique_ptr<AnswerReader> reader = protocolOf(ProtocolKind::OpenAi).reader();
        const QByteArray piece(64 * 1024, 'x');
        Result<QString> fed;
        for (int i = 0; i < 1000 && (fed = reader->feed(piece)); ++i) {
        }
        QVERIFY(!fed);
    }

    void toolsAndTheirResultsAreSaidInEachProvidersWords()
    {
        const ChatRequest request = questionWithTool();
        const QJsonObject openAi =
            bodyOf(protocolOf(ProtocolKind::OpenAi).chat(at(ProtocolKind::OpenAi, "http://127.0.0.1/v1"), request));
        QCOMPARE(openAi[u"messages"_s][2][u"tool_calls"_s][0][u"function"_s][u"name"_s], QJsonValue(u"sql"_s));
        QCOMPARE(openAi[u"messages"_s][3][u"tool_call_id"_s], QJsonValue(u"c1"_s));
        QCOMPARE(openAi[u"tools"_s][0][u"function"_s][u"name"_s], QJsonValue(u"sql"_s));
        QVERIFY(openAi.contains(u"max_tokens"_s));

        const QJsonObject anthropic =
            bodyOf(protocolOf(ProtocolKind::Anthropic).chat(at(ProtocolKind::Anthropic, "http://127.0.0.1"), request));
        QCOMPARE(anthropic[u"system"_s], QJsonValue(u"Be brief."_s));
        QCOMPARE(anthropic[u"messages"_s].toArray().size(), 3);
        QCOMPARE(anthropic[u"messages"_s][1][u"content"_s][0][u"input"_s][u"query"_s], QJsonValue(u"SELECT 1"_s));
        QCOMPARE(anthropic[u"messages"_s][2][u"content"_s][0][u"tool_use_id"_s], QJsonValue(u"c1"_s));

        const QJsonObject ollama =
            bodyOf(protocolOf(ProtocolKind::Ollama).chat(at(ProtocolKind::Ollama, "http://127.0.0.1"), request));
        QCOMPARE(ollama[u"messages"_s][2][u"tool_calls"_s][0][u"function"_s][u"arguments"_s][u"query"_s],
                 QJsonValue(u"SELECT 1"_s));
        QCOMPARE(ollama[u"messages"_s][3][u"tool_name"_s], QJsonValue(u"sql"_s));

        const QJsonObject gemini =
            bodyOf(protocolOf(ProtocolKind::Gemini).chat(at(ProtocolKind::Gemini, "http://127.0.0.1"), request));
        QCOMPARE(gemini[u"contents"_s][1][u"role"_s], QJsonValue(u"model"_s));
        QCOMPARE(gemini[u"contents"_s][2][u"parts"_s][0][u"functionResponse"_s][u"name"_s], QJsonValue(u"sql"_s));
    }

    void addressesAreThoseOfTheDocumentation()
    {
        const ChatRequest request = questionWithTool();
        const auto url = [&](ProtocolKind kind, const char *base) {
            return protocolOf(kind).chat(at(kind, base), request).url.toString();
        };
        QCOMPARE(url(ProtocolKind::OpenAi, "https://api.openai.com/v1/"),
                 u"https://api.openai.com/v1/chat/completions"_s);
        QCOMPARE(url(ProtocolKind::Azure, "https://x.openai.azure.com"),
                 u"https://x.openai.azure.com/openai/deployments/a-model/chat/completions?api-version=2024-10-21"_s);
        QCOMPARE(url(ProtocolKind::Anthropic, "https://api.anthropic.com"), u"https://api.anthropic.com/v1/messages"_s);
        QCOMPARE(url(ProtocolKind::Ollama, "http://localhost:11434"), u"http://localhost:11434/api/chat"_s);
        QCOMPARE(url(ProtocolKind::Gemini, "https://generativelanguage.googleapis.com"),
                 u"https://generativelanguage.googleapis.com/v1beta/models/a-model:streamGenerateContent?alt=sse"_s);
    }

    void theNameOfAModelCannotLeadElsewhere()
    {
        ChatRequest request = questionWithTool();
        request.model = u"../../admin?x=1#y"_s;
        for (const ProtocolKind kind : {ProtocolKind::Azure, ProtocolKind::Gemini}) {
            const QUrl url = protocolOf(kind).chat(at(kind, "https://models.example.org"), request).url;
            QVERIFY2(!url.path(QUrl::FullyEncoded).contains(u"/../"), qPrintable(url.toString()));
            QVERIFY(!url.hasFragment());
            QVERIFY(!url.query().contains(u"x=1"));
        }
    }

    void structuredAnswersComeAsTextFromEveryProvider()
    {
        ChatRequest request = questionWithTool();
        request.tools.clear();
        request.outputSchema = QJsonObject{{u"type"_s, u"object"_s}, {u"additionalProperties"_s, false}};
        const auto body = [&](ProtocolKind kind) {
            return bodyOf(protocolOf(kind).chat(at(kind, "http://127.0.0.1"), request));
        };
        QVERIFY(body(ProtocolKind::OpenAi)[u"response_format"_s][u"json_schema"_s][u"strict"_s].toBool());
        QCOMPARE(body(ProtocolKind::Ollama)[u"format"_s][u"type"_s], QJsonValue(u"object"_s));
        const QJsonValue gemini = body(ProtocolKind::Gemini)[u"generationConfig"_s][u"responseSchema"_s];
        QCOMPARE(gemini[u"type"_s], QJsonValue(u"object"_s));
        QVERIFY(gemini[u"additionalProperties"_s].isUndefined());

        QCOMPARE(body(ProtocolKind::Anthropic)[u"tool_choice"_s][u"name"_s], QJsonValue(u"answer"_s));
        const QByteArray stream = recorded("anthropic-structured");
        const Result<Completion> answer = read(ProtocolKind::Anthropic, stream, 11);
        QVERIFY(answer);
        QCOMPARE(answer->text, QString::fromLatin1(R"({"sql":"SELECT 1"})"));
        QVERIFY(answer->calls.empty());
        QCOMPARE(answer->finish, FinishReason::Stop);
    }

    void aRefusedKeyIsToldWithoutRepeatingIt()
    {
        const QByteArray body = R"({"error":{"message":"Incorrect API key provided: sk-very-secret."}})";
        const Problem problem = Protocol::problemOf(401, body, u"api.example.org"_s);
        QCOMPARE(problem.code, ProblemCode::ModelKeyRefused);
        QVERIFY(!problem.detail.contains(u"sk-very-secret"));
        QVERIFY(!problem.hint.isEmpty());
    }

    void everyFailureSaysWhatToDo()
    {
        for (const int status : {400, 404, 429, 500, 503}) {
            const Problem problem = Protocol::problemOf(status, "not even json", u"api.example.org"_s);
            QCOMPARE(problem.code, ProblemCode::ModelFailed);
            QVERIFY(problem.detail.contains(u"api.example.org"));
            QVERIFY(!problem.hint.isEmpty());
        }
        QVERIFY(Protocol::problemOf(429, {}, u"x"_s).retryAfterSeconds.has_value());
    }

    void modelsAndVectorsAreRead()
    {
        QCOMPARE(protocolOf(ProtocolKind::OpenAi).modelsIn(R"({"data":[{"id":"a"},{"id":"b"}]})"),
                 (std::vector<QString>{u"a"_s, u"b"_s}));
        QCOMPARE(protocolOf(ProtocolKind::Gemini).modelsIn(R"({"models":[{"name":"models/a"}]})"),
                 std::vector<QString>{u"a"_s});
        QCOMPARE(protocolOf(ProtocolKind::Ollama).modelsIn(R"({"models":[{"name":"a:8b"}]})"),
                 std::vector<QString>{u"a:8b"_s});
        QCOMPARE(protocolOf(ProtocolKind::Ollama).vectorsIn(R"({"embeddings":[[0.5,1],[2,3]]})")->at(1),
                 (std::vector<float>{2, 3}));
        QVERIFY(!protocolOf(ProtocolKind::OpenAi).vectorsIn(R"({"data":[{"embedding":[1]},{"embedding":[1,2]}]})"));
        QVERIFY(protocolOf(ProtocolKind::OpenAi).modelsIn("garbage").empty());
    }

    void tokensAreEstimatedByWhatScriptsCost()
    {
        QVERIFY(estimatedTokens(u"How many customers are there in Osaka?") < 15);
        QVERIFY(estimatedTokens(u"大阪の顧客は何人ですか") >= 10);
        QCOMPARE(estimatedTokens(QStringView()), 0);
    }
};

static const bool registered = tabletalk::test::add<TestModelProtocols>();
#include "tst_ModelProtocols.moc"
