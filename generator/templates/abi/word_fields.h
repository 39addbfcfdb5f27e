//% for field in fields

static inline ${field.c_type} kozo_${name}_${field.name}(kozo_${name}_t word)
{
    return (${field.c_type})(word.raw >> ${field.shift} & ${field.mask});
}
//% endfor

${make}
{
    return (kozo_${name}_t){
//% for field in fields
        (${field.name} & ${field.mask}) << ${field.shift}${ " |" if not loop.last else "" }
//% endfor
    };
}
