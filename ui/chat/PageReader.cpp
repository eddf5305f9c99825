// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/PageReader.h"

#include <iterator>
#include <memory>

namespace tabletalk::ui {

namespace {

void readRest(Session &session, const api::ReadResultRequest &request, std::shared_ptr<api::ResultPage> whole,
              QObject *context, PageReader::Done done)
{
    api::ReadResultRequest rest = request;
    rest.offset += qint64(whole->rows.size());
    rest.limit -= int(whole->rows.size());
    session.call<api::ResultPage>(
        "results.read", rest, context, [&session, request, whole, context, done](Result<api::ResultPage> page) {
            if (!page)
                return done(std::move(page));
            const bool gotNothing = page->rows.empty();
            std::ranges::move(page->rows, std::back_inserter(whole->rows));
            std::ranges::move(page->shortened, std::back_inserter(whole->shortened));
            whole->columns = std::move(page->columns);
            whole->rowCount = page->rowCount;
            whole->complete = page->complete;
            whole->truncated = page->truncated;
            const qint64 expected = std::min<qint64>(request.limit, whole->rowCount - request.offset);
            if (gotNothing || qint64(whole->rows.size()) >= expected)
                return done(std::move(*whole));
            readRest(session, request, whole, context, done);
        });
}

} // namespace

void PageReader::read(Session &session, const api::ReadResultRequest &request, QObject *context, Done done)
{
    auto whole = std::make_shared<api::ResultPage>();
    whole->offset = request.offset;
    readRest(session, request, std::move(whole), context, std::move(done));
}

} // namespace tabletalk::ui
