/* Marks a function the page calls. */
#ifndef PS_EXPORT_H
#define PS_EXPORT_H

#define EXPORT(type, name) __attribute__((export_name(#name), used)) type name

#endif
