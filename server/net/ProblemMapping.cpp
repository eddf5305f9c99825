// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/ProblemMapping.h"

#include <boost/json.hpp>

#include <QCoreApplication>

#include <array>

namespace tabletalk {

namespace {

struct Numbers
{
    ProblemCode code;
    int http;
    int rpc;
};

/// In declaration order of ProblemCode. -32000 and below are ours to give; they stay.
constexpr std::array<Numbers, size_t(ProblemCode::Internal) + 1> numbers = {{
    {ProblemCode::InvalidRequest, 422, -32602},
    {ProblemCode::MalformedJson, 400, -32700},
    {ProblemCode::UnknownOperation, 404, -32601},
    {ProblemCode::MethodNotAllowed, 405, -32601},
    {ProblemCode::TooLarge, 413, -32001},
    {ProblemCode::UnsupportedMedia, 415, -32600},
    {ProblemCode::RequestTimeout, 408, -32002},
    {ProblemCode::NotSignedIn, 401, -32003},
    {ProblemCode::WrongCredentials, 401, -32004},
    {ProblemCode::Forbidden, 403, -32005},
    {ProblemCode::NotFound, 404, -32006},
    {ProblemCode::Conflict, 409, -32007},
    {ProblemCode::RegistrationClosed, 403, -32008},
    {ProblemCode::OrganizationClosed, 403, -32025},
    {ProblemCode::RateLimited, 429, -32009},
    {ProblemCode::LimitReached, 429, -32010},
    {ProblemCode::Busy, 503, -32011},
    {ProblemCode::CannotConnect, 422, -32012},
    {ProblemCode::LoginRefused, 422, -32013},
    {ProblemCode::NotADatabase, 422, -32014},
    {ProblemCode::ConnectionForbidden, 403, -32015},
    {ProblemCode::UnsupportedDatabase, 422, -32016},
    {ProblemCode::DatabaseFailed, 422, -32017},
    {ProblemCode::DatabaseTimeout, 504, -32018},
    {ProblemCode::StatementRefused, 422, -32019},
    {ProblemCode::NotUnderstood, 422, -32020},
    {ProblemCode::FederatedQuestion, 422, -32024},
    {ProblemCode::NotReady, 409, -32021},
    {ProblemCode::Cancelled, 409, -32022},
    {ProblemCode::ModelFailed, 502, -32026},
    {ProblemCode::ModelKeyRefused, 422, -32027},
    {ProblemCode::OutboundRefused, 403, -32028},
    {ProblemCode::Unavailable, 503, -32023},
    {ProblemCode::Internal, 500, -32603},
}};

constexpr bool inDeclarationOrder()
{
    for (size_t i = 0; i < numbers.size(); ++i) {
        if (size_t(numbers[i].code) != i)
            return false;
    }
    return true;
}
static_assert(inDeclarationOrder(), "one row a code, in the order of the enumeration");

std::string utf8(const QString &text)
{
    return text.toStdString();
}

/// The one answer to everything that is not there or not the caller's.
Problem notFound()
{
    return Problem::of(ProblemCode::NotFound,
                       QCoreApplication::translate("ProblemMapping", "It does not exist, or it is not yours."),
                       QCoreApplication::translate("ProblemMapping", "Check the id."));
}

} // namespace

int httpStatusOf(ProblemCode code)
{
    return numbers[size_t(code)].http;
}

int rpcCodeOf(ProblemCode code)
{
    return numbers[size_t(code)].rpc;
}

boost::json::object problemJson(const Problem &given, const QString &requestId)
{
    const Problem problem = given.code == ProblemCode::NotFound ? notFound() : given;
    const std::string code = utf8(problem.codeName());
    boost::json::object json{{"type", "urn:tabletalk:problem:" + code},
                             {"title", utf8(problem.title)},
                             {"status", httpStatusOf(problem.code)},
                             {"detail", utf8(problem.detail)},
                             {"code", code},
                             {"hint", utf8(problem.hint)},
                             {"requestId", utf8(requestId)}};
    if (!problem.errors.empty()) {
        boost::json::array errors;
        for (const FieldError &error : problem.errors)
            errors.push_back(boost::json::object{{"path", utf8(error.path)}, {"message", utf8(error.message)}});
        json.emplace("errors", std::move(errors));
    }
    if (!problem.choices.empty()) {
        boost::json::array choices;
        for (const ProblemChoice &choice : problem.choices)
            choices.push_back(boost::json::object{{"databaseId", utf8(choice.databaseId)},
                                                  {"databaseName", utf8(choice.databaseName)},
                                                  {"question", utf8(choice.question)}});
        json.emplace("choices", std::move(choices));
    }
    if (!problem.where.isEmpty())
        json.emplace("where", utf8(problem.where));
    if (problem.retryAfterSeconds)
        json.emplace("retryAfterSeconds", *problem.retryAfterSeconds);
    return json;
}

boost::json::object rpcError(const Problem &problem, const QString &requestId)
{
    boost::json::object data = problemJson(problem, requestId);
    boost::json::value title = data["title"];
    return {{"code", rpcCodeOf(problem.code)}, {"message", std::move(title)}, {"data", std::move(data)}};
}

boost::json::object rpcInvalidRequest(const QString &detail, const QString &requestId)
{
    constexpr int invalidRequest = -32600;
    boost::json::object error = rpcError(Problem::of(ProblemCode::InvalidRequest, detail), requestId);
    error["code"] = invalidRequest;
    return error;
}

} // namespace tabletalk
