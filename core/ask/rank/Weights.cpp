// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/Weights.h"

#include <QFile>

#include <algorithm>

namespace tabletalk::ask {

Weights Weights::builtIn()
{
    QFile file(QStringLiteral(":/tabletalk/lexicon/weights.tsv"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return fromText(QString::fromUtf8(file.readAll()));
}

Weights Weights::fromText(QStringView text)
{
    Weights weights;
    for (const QStringView line : text.split(u'\n')) {
        const qsizetype tab = line.indexOf(u'\t');
        if (line.startsWith(u'#') || tab <= 0)
            continue;
        bool ok = false;
        const double value = line.sliced(tab + 1).trimmed().toDouble(&ok);
        if (ok)
            weights.m_weights.emplace_back(line.first(tab).toString().toStdString(), value);
    }
    std::ranges::sort(weights.m_weights);
    return weights;
}

double Weights::of(std::string_view name) const
{
    const auto found = std::ranges::lower_bound(m_weights, name, {}, &std::pair<std::string, double>::first);
    return found != m_weights.end() && found->first == name ? found->second : 0;
}

} // namespace tabletalk::ask
