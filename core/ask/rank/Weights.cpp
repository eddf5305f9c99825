// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/Weights.h"

#include <QFile>

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
            weights.m_weights.insert(line.first(tab).toString(), value);
    }
    return weights;
}

} // namespace tabletalk::ask
