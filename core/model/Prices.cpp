// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Prices.h"

namespace tabletalk::model {

namespace {

/// Cents for a million tokens, as published by the providers in 2025.
struct Price
{
    QStringView prefix; ///< of the model's name; the longest that fits counts
    qint64 input;
    qint64 output;
};

constexpr Price prices[] = {{u"gpt-4o", 250, 1000},
                            {u"gpt-4o-mini", 15, 60},
                            {u"gpt-4.1", 200, 800},
                            {u"gpt-4.1-mini", 40, 160},
                            {u"gpt-4.1-nano", 10, 40},
                            {u"gpt-5", 125, 1000},
                            {u"gpt-5-mini", 25, 200},
                            {u"gpt-5-nano", 5, 40},
                            {u"o3", 200, 800},
                            {u"o4-mini", 110, 440},
                            {u"claude-3-5-haiku", 80, 400},
                            {u"claude-3-5-sonnet", 300, 1500},
                            {u"claude-3-7-sonnet", 300, 1500},
                            {u"claude-sonnet-4", 300, 1500},
                            {u"claude-opus-4", 1500, 7500},
                            {u"claude-haiku-4", 100, 500},
                            {u"gemini-2.0-flash", 10, 40},
                            {u"gemini-2.5-flash", 30, 250},
                            {u"gemini-2.5-pro", 125, 1000}};

} // namespace

std::optional<qint64> costMicros(QStringView model, const TokenUse &tokens)
{
    const QStringView name = model.sliced(model.lastIndexOf(u'/') + 1); // "openai/gpt-4o" of OpenRouter
    const Price *best = nullptr;
    for (const Price &price : prices) {
        if (name.startsWith(price.prefix) && (!best || price.prefix.size() > best->prefix.size()))
            best = &price;
    }
    if (!best)
        return {};
    return (tokens.input * best->input + tokens.output * best->output + 50) / 100;
}

} // namespace tabletalk::model
