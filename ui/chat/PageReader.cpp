// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/PageReader.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>

namespace tabletalk::ui {

namespace {

/// What a piece is read with, until all of it is here.
template <class Request, class Page>
struct Reading
{
    Session &session;
    const char *method;
    Request request;
    QObject *context;
    CallOptions options;
    std::function<void(Result<Page>)> done;
};

/// What is said of the result as a whole is that of the piece that came last.
void append(api::ResultPage &whole, api::ResultPage &page)
{
    whole.complete = page.complete;
    whole.truncated = page.truncated;
}

void append(api::ArrangedPage &whole, api::ArrangedPage &page)
{
    std::ranges::move(page.numbers, std::back_inserter(whole.numbers));
    whole.wholeCount = page.wholeCount;
}

template <class Request, class Page>
void readRest(const Reading<Request, Page> &reading, const std::shared_ptr<Page> &whole)
{
    Request rest = reading.request;
    rest.offset += qint64(whole->rows.size());
    rest.limit -= int(whole->rows.size());
    reading.session.template call<Page>(
        reading.method, rest, reading.context,
        [reading, whole](Result<Page> page) {
            if (!page)
                return reading.done(std::move(page));
            const bool gotNothing = page->rows.empty();
            std::ranges::move(page->rows, std::back_inserter(whole->rows));
            std::ranges::move(page->shortened, std::back_inserter(whole->shortened));
            whole->columns = std::move(page->columns);
            whole->rowCount = page->rowCount;
            append(*whole, *page);
            const qint64 expected = std::min<qint64>(reading.request.limit, whole->rowCount - reading.request.offset);
            if (gotNothing || qint64(whole->rows.size()) >= expected)
                return reading.done(std::move(*whole));
            readRest(reading, whole);
        },
        reading.options);
}

template <class Request, class Page>
void readWhole(const Reading<Request, Page> &reading)
{
    const auto whole = std::make_shared<Page>();
    whole->offset = reading.request.offset;
    readRest(reading, whole);
}

} // namespace

void PageReader::read(Session &session, const api::ReadResultRequest &request, QObject *context, Done done)
{
    readWhole(Reading<api::ReadResultRequest, api::ResultPage>{
        session, "results.read", request, context, {}, std::move(done)});
}

void PageReader::readArranged(Session &session, const api::ArrangedRequest &request, QObject *context,
                              ArrangedDone done)
{
    CallOptions options;
    options.timeout = std::chrono::minutes(2);
    readWhole(Reading<api::ArrangedRequest, api::ArrangedPage>{session, "results.arranged", request, context,
                                                               std::move(options), std::move(done)});
}

} // namespace tabletalk::ui
