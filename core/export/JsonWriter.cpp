// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/JsonWriter.h"

#include "core/api/Rows.h"
#include "core/export/Output.h"

#include <boost/json/serialize.hpp>

#include <QSet>

#include <algorithm>
#include <utility>

namespace tabletalk {

Result<void> JsonWriter::begin(const std::vector<ResultColumn> &columns)
{
    QSet<QString> taken;
    for (const ResultColumn &column : columns) {
        QString key = column.name;
        for (int number = 2; taken.contains(key); ++number)
            key = column.name + u'_' + QString::number(number);
        taken.insert(key);
        m_keys.push_back(boost::json::serialize(boost::json::value(key.toStdString())));
    }
    return putBytes(m_out, "[");
}

Result<void> JsonWriter::row(const Row &row)
{
    std::string line = std::exchange(m_hasRows, true) ? ",\n{" : "\n{";
    for (size_t i = 0; i < std::min(row.size(), m_keys.size()); ++i) {
        if (i > 0)
            line += ',';
        line += m_keys[i];
        line += ':';
        line += boost::json::serialize(api::toJson(row[i]));
    }
    line += '}';
    return putBytes(m_out, line);
}

Result<void> JsonWriter::end()
{
    return putBytes(m_out, m_hasRows ? "\n]\n" : "]\n");
}

} // namespace tabletalk
